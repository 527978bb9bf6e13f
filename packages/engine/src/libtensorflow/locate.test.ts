import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { locateUserLibrary } from './locate.ts';

describe('LIBTENSORFLOW_PATH', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'hourglass-library-'));
  });
  afterEach(() => rm(root, { recursive: true }));

  async function put(...paths: string[]): Promise<void> {
    for (const path of paths) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), path);
    }
  }

  it.each([
    ["TensorFlow's C distribution", '.', ['lib/libtensorflow.so.2', 'include/tensorflow/c/c_api.h'], 'lib', 'include'],
    ['its lib folder', 'lib', ['lib/libtensorflow.so.2', 'include/tensorflow/c/c_api.h'], 'lib', 'include'],
    ['its library', 'lib/libtensorflow.so', ['lib/libtensorflow.so', 'include/tensorflow/c/c_api.h'], 'lib', 'include'],
    ['the folder of the Python package', '.', ['libtensorflow_cc.so.2', 'include/tensorflow/c/c_api.h'], '.', 'include'],
  ])('may name %s', async (_, named, files, libraryFolder, includeFolder) => {
    await put(...files);
    expect(await locateUserLibrary(join(root, named))).toMatchObject({
      source: 'user',
      libraryFolder: join(root, libraryFolder),
      includeFolder: join(root, includeFolder),
    });
  });

  it.each([
    ['a path that does not exist', 'nowhere', [], /nowhere, but it does not exist\. Name a folder with/],
    ['a folder without a library', '.', ['readme.txt'], /but it holds no libtensorflow or libtensorflow_cc, nor does its lib folder\./],
    ['a framework library alone', '.', ['libtensorflow_framework.so.2'], /but it holds no libtensorflow/],
    ['a library without headers', '.', ['lib/libtensorflow.so.2'], /but libtensorflow\.so\.2 exists, but its headers are missing/],
  ])('may not name %s', async (_, named, files, sentence) => {
    await put(...files);
    await expect(locateUserLibrary(join(root, named))).rejects.toMatchObject({
      code: 'LIBRARY_UNAVAILABLE',
      message: expect.stringMatching(sentence),
    });
  });

  it('gives a replaced library a new key, so that its binding is rebuilt', async () => {
    await put('lib/libtensorflow.so.2', 'include/tensorflow/c/c_api.h');
    const before = await locateUserLibrary(root);
    expect((await locateUserLibrary(root)).key).toBe(before.key);
    await utimes(join(root, 'lib/libtensorflow.so.2'), 1, 1);
    expect((await locateUserLibrary(root)).key).not.toBe(before.key);
  });
});
