import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentProgress } from '../progress.ts';
import { type ArchiveServer, startArchiveServer } from '../testing/archive-server.ts';
import { matchesManifest } from './early/manifest.mjs';
import { fillFromArchive, publishLibrary } from './fill-library.ts';

const program = fileURLToPath(new URL('../testing/publish-library-program.ts', import.meta.url));

describe('a library in the cache', () => {
  let cache: string;
  let folder: string;
  let server: ArchiveServer;
  beforeEach(async () => {
    cache = await mkdtemp(join(tmpdir(), 'hourglass-cache-'));
    folder = join(cache, 'libtensorflow', 'tried');
    server = await startArchiveServer();
  });
  afterEach(async () => {
    await server[Symbol.asyncDispose]();
    await rm(cache, { recursive: true });
  });

  /** Another process that provides the library. */
  function start(...limits: string[]): { child: ChildProcess; ended: Promise<{ code: number | null; output: string }> } {
    const command = [process.execPath, program, folder, server.url, server.sha256];
    const child = spawn('/bin/sh', ['-c', `${[...limits, 'exec "$@"'].join('; ')}`, 'sh', ...command], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (output += text));
    return { child, ended: once(child, 'close').then(([code]) => ({ code, output })) };
  }
  const publish = () => publishLibrary(folder, fillFromArchive(server), silentProgress);
  const besideIt = async () => (await readdir(join(cache, 'libtensorflow'))).filter((name) => name !== 'tried');

  it('is downloaded once for two concurrent processes', async () => {
    const first = start();
    await server.halfSent;
    const second = start();
    await once(second.child.stdout ?? second.child, 'data');
    server.release();
    const [one, two] = await Promise.all([first.ended, second.ended]);
    expect([one.code, two.code], one.output + two.output).toEqual([0, 0]);
    expect(two.output).toContain('Another process provides the TensorFlow library; waiting for it.');
    expect(server.requests()).toBe(1);
    expect(await matchesManifest(folder)).toBe(true);
    expect(await besideIt()).toEqual([]);
  });

  it('is absent after an interruption, without partial files', async () => {
    const { child, ended } = start();
    await server.halfSent;
    child.kill('SIGINT');
    expect((await ended).code).toBe(130);
    expect(await readdir(join(cache, 'libtensorflow'))).toEqual([]);
  });

  it('is installed again after a process was killed, and the partial files are removed', async () => {
    const { child, ended } = start();
    await server.halfSent;
    child.kill('SIGKILL');
    await ended;
    expect((await besideIt()).some((name) => name.startsWith('tried.partial-'))).toBe(true);
    expect(await matchesManifest(folder)).toBe(false);
    server.release();
    await publish();
    expect(await matchesManifest(folder)).toBe(true);
    expect(await besideIt()).toEqual([]);
  });

  it('is absent if files cannot grow, as on a full disk', async () => {
    server.release();
    // In blocks of 512 bytes: 0.5 MB, of the 2 MB to be written.
    const { ended } = start('ulimit -f 1000');
    const { code, output } = await ended;
    expect(code).toBe(1);
    expect(output).toContain('EFBIG');
    expect(await readdir(join(cache, 'libtensorflow'))).toEqual([]);
  });

  it('is refused if its checksum differs', async () => {
    server.release();
    const other = 'a'.repeat(64);
    await expect(publishLibrary(folder, fillFromArchive({ url: server.url, sha256: other }), silentProgress)).rejects.toMatchObject({
      code: 'LIBRARY_UNAVAILABLE',
      message: `${server.url} could not be downloaded: its SHA-256 is ${server.sha256}, not ${other}.`,
    });
    expect(await readdir(join(cache, 'libtensorflow'))).toEqual([]);
  });

  it('is refused if no server answers', async () => {
    await server[Symbol.asyncDispose]();
    await expect(publish()).rejects.toMatchObject({
      code: 'LIBRARY_UNAVAILABLE',
      message: expect.stringMatching(/could not be downloaded: connect ECONNREFUSED/),
    });
    server = await startArchiveServer();
  });

  it('is installed again if one of its files is damaged', async () => {
    server.release();
    await publish();
    await publish();
    expect(server.requests()).toBe(1);
    await truncate(join(folder, 'lib', 'libtensorflow.so.2.9.1'), 10);
    await publish();
    expect(server.requests()).toBe(2);
    expect((await readFile(join(folder, 'lib', 'libtensorflow.so.2.9.1'))).length).toBe(2_000_000);
  });
});
