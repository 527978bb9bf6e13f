import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hourglass, inTemporaryFolder } from '../support/hourglass.ts';

const dims = ['--dims', '784,8'];

describe('bad input gets its sentence, exit code 2, and leaves nothing behind', () => {
  it.each<[string, readonly string[], string]>([
    ['no spec', ['sweep'], 'FILE: missing; give a spec, for example examples/seed.yaml, or describe one with --dims.'],
    ['a missing spec', ['sweep', 'nowhere.yaml'], 'FILE: received "nowhere.yaml"; it could not be read (ENOENT).'],
    [
      'a spec and flags',
      ['sweep', 'examples/seed.yaml', ...dims],
      'FILE and flags: received "examples/seed.yaml" and flags that describe a sweep; give one or the other.',
    ],
    ['flags without dimensions', ['sweep', '--lr', '0.1'], '--dims: missing; give the layer sizes, for example --dims 784,256,64.'],
    ['dimensions of words', ['sweep', '--dims', '784,many'], 'dimensions[1]: received "many"; expected a number.'],
    [
      'dimensions that do not fit the data',
      ['sweep', '--dims', '100,8'],
      'dimensions: received [100, 8]; the first must be 784, the number of values in a sample of MNIST.',
    ],
    ['a learning rate below zero', ['sweep', ...dims, '--lr', '-1'], 'learningRate: received -1; it must be more than 0.'],
    [
      'an unknown data set',
      ['sweep', ...dims, '--dataset', 'mnits'],
      'dataset: received "mnits"; allowed are mnist, fashion-mnist, digits, emoji, animals, or the path of a .npy, .npz, IDX or CSV file, or of a folder (ending in /) or .zip of pictures.',
    ],
    ['an unknown noise', ['sweep', ...dims, '--noise', 'salt:0.1'], 'noise: received "salt"; allowed are "none", "gaussian", "masking".'],
    ['too many workers', ['sweep', ...dims, '--workers', '1000'], '--workers: received "1000"; a whole number from 0 to 256 is allowed.'],
    ['an unknown flag', ['sweep', '--depth', '3'], "unknown option '--depth'"],
    ['an unknown command', ['train'], "unknown command 'train'"],
    ['an invalid port', ['up', '--port', '99999'], '--port: received "99999"; a whole number from 1 to 65535 is allowed.'],
    ['an unknown state', ['runs', 'ls', '--state', 'done'], 'There is no database'],
    ['a path for an id', ['runs', 'show', '../../etc/passwd'], 'There is no database'],
  ])('%s', async (_, arguments_, sentence) =>
    inTemporaryFolder(async (folder) => {
      const home = join(folder, 'home');
      const { exitCode, stdout, stderr } = await hourglass(...arguments_, '--home', home);
      expect(stderr).toContain(sentence);
      expect(stderr).not.toMatch(/\n\s+at /);
      expect(exitCode).toBe(2);
      expect(stdout).toBe('');
      expect(await readdir(folder)).toEqual([]);
    }),
  );
});

describe('a damaged spec or data file', () => {
  it('is named with what was expected', () =>
    inTemporaryFolder(async (folder) => {
      const spec = join(folder, 'spec.yaml');
      const data = join(folder, 'digits.npy');
      await writeFile(spec, 'version: 1\ndataset: digits.npy\nmodel: { dimensions: [4, 2] }\n');
      expect((await hourglass('sweep', spec, '--home', join(folder, 'home'))).stderr).toContain(data);
      await writeFile(data, Buffer.concat([Buffer.from('\x93NUMPY\x01\x00', 'latin1'), Buffer.alloc(100)]));
      const damaged = await hourglass('sweep', spec, '--home', join(folder, 'home'));
      expect(damaged.exitCode).toBe(2);
      expect(damaged.stderr).toContain(data);
      await writeFile(spec, 'version: 1\nmodel: { dimensions: [784');
      expect((await hourglass('sweep', spec, '--home', join(folder, 'home'))).stderr).toMatch(/^The spec is not valid YAML: /);
      expect((await readdir(folder)).sort()).toEqual(['digits.npy', 'spec.yaml']);
    }));
});

describe('with a database', () => {
  let home = '';
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'hourglass-test-'));
    expect((await hourglass('sweep', '--dims', '784,2', '--batch', '5000', '--epochs', '1', '--home', home)).exitCode).toBe(0);
  });

  afterAll(() => rm(home, { recursive: true }));

  it.each<[string, readonly string[], string]>([
    ['an unknown run', ['runs', 'show', 'zzzzzzzzzz'], 'zzzzzzzzzz'],
    ['a path for an id', ['runs', 'show', '../../etc/passwd'], '../../etc/passwd'],
    ['an unknown sweep', ['sweeps', 'show', 'zzzz'], 'zzzz'],
    [
      'an unknown state',
      ['runs', 'ls', '--state', 'done'],
      '--state: received "done"; allowed are waiting, running, complete, pruned, failed, stopped.',
    ],
  ])('%s gets a sentence', async (_, arguments_, sentence) => {
    const { exitCode, stderr } = await hourglass(...arguments_, '--home', home);
    expect(stderr).toContain(sentence);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(exitCode).toBe(2);
  });
});
