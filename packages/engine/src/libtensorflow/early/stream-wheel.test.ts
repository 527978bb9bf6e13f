import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readEnvironment } from '../../env.ts';
import { numbers } from '../../testing/numbers.ts';
import { zipArchive } from '../../testing/zip-archive.ts';
import { earlyCacheFolder } from './fetch-library.mjs';
import { matchesManifest } from './manifest.mjs';
import { findInPackageIndex, parseSettings } from './package-index.mjs';
import { publishFolder } from './publish-folder.mjs';
import { streamWheel } from './stream-wheel.mjs';

const library = Buffer.from(numbers(200_000, 1).buffer);
const archive = zipArchive([
  { name: 'tensorflow/__init__.py', content: Buffer.from('pass') },
  { name: 'tensorflow/libtensorflow_cc.so.2', content: library },
  { name: 'tensorflow/include/tensorflow/c/c_api.h', content: Buffer.from('// a header') },
  { name: 'tensorflow/include/unused.h', content: Buffer.from('// not needed') },
]);
const wheel = {
  project: 'some-project',
  fileName: 'some_project-1.0-py3-none-any.whl',
  sha256: createHash('sha256').update(archive).digest('hex'),
  bytes: archive.length,
  unpackedBytes: library.length,
};

describe('a wheel unpacked during the download', () => {
  let server: Server;
  let cache: string;
  let isHalf = false;
  const half = Promise.withResolvers<void>();

  beforeEach(async () => {
    cache = await mkdtemp(join(tmpdir(), 'hourglass-wheel-'));
    server = createServer((request, response) => {
      if (request.headers.authorization !== `Basic ${btoa('me:secret')}`) return response.writeHead(401).end();
      if (request.url === '/html/some-project/') {
        response.setHeader('content-type', 'text/html');
        const link = `<a href="../../files/a%2Bb.whl?x=1&amp;y=2#sha256=${wheel.sha256}" data-requires-python="&gt;=3">${wheel.fileName}</a>`;
        return response.end(`<html><a href="other.whl">other.whl</a>\n${link}</html>`);
      }
      if (request.url === '/json/some-project/') {
        response.setHeader('content-type', 'application/vnd.pypi.simple.v1+json');
        return response.end(JSON.stringify({ files: [{ filename: wheel.fileName, url: '/moved' }] }));
      }
      if (request.url === '/moved') return response.writeHead(302, { location: '/files/a%2Bb.whl?x=1&y=2' }).end();
      if (request.url !== '/files/a%2Bb.whl?x=1&y=2') return response.writeHead(404).end();
      if (!isHalf) return response.end(archive);
      response.write(archive.subarray(0, archive.length / 2), () => half.resolve());
      return undefined;
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterEach(async () => {
    isHalf = false;
    vi.unstubAllEnvs();
    server.closeAllConnections();
    server.close();
    await rm(cache, { recursive: true });
  });

  /** pip is set up for an index of this server, with a password. */
  function useIndex(name: string): void {
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : address;
    vi.stubEnv('PIP_INDEX_URL', `http://me:secret@127.0.0.1:${port}/${name}`);
    vi.stubEnv('PIP_CONFIG_FILE', '/dev/null');
  }
  const folder = () => join(cache, 'library');
  const publish = (changes: Partial<typeof wheel> = {}, signal?: AbortSignal) =>
    publishFolder(folder(), {
      isComplete: matchesManifest,
      fill: (staging, stop) => {
        const given = { ...wheel, ...changes };
        return streamWheel(staging, { find: () => findInPackageIndex(given, stop), wheel: given, signal: stop });
      },
      signal,
    });

  it.each(['html', 'json'])('is found in the index that pip is configured for (%s), and yields the library and headers', async (index) => {
    useIndex(index);
    await publish();
    expect(await readFile(join(folder(), 'lib', 'libtensorflow_cc.so.2'))).toEqual(library);
    expect((await readdir(folder(), { recursive: true })).filter((name) => name.endsWith('.h'))).toEqual(['include/tensorflow/c/c_api.h']);
    expect(await readdir(cache)).toEqual(['library']);
  });

  it.each([
    ['its hash differs', { sha256: 'a'.repeat(64) }, /^its SHA-256 is [0-9a-f]{64}, not a{64}$/],
    ['the index has no such file', { fileName: 'other-2.0.whl' }, /^127\.0\.0\.1:\d+ lists no other-2\.0\.whl$/],
  ])('leaves no files if %s', async (_, changes, message) => {
    useIndex('json');
    await expect(publish(changes)).rejects.toThrow(message);
    expect(await readdir(cache)).toEqual([]);
  });

  it('leaves no files after an interruption', async () => {
    useIndex('json');
    isHalf = true;
    const interrupted = new AbortController();
    const published = publish({}, interrupted.signal);
    await Promise.race([half.promise, published]);
    interrupted.abort('enough');
    await expect(published).rejects.toBeDefined();
    expect(await readdir(cache)).toEqual([]);
  });

  it('is left to pip if pip uses a proxy', async () => {
    useIndex('json');
    vi.stubEnv('PIP_PROXY', 'http://127.0.0.1:9');
    await expect(publish()).rejects.toThrow('pip is set up with proxy');
  });
});

it("reads pip's settings in pip's order of precedence", () => {
  const text =
    ":env:.index-url='https://one.example/simple'\nglobal.index-url='https://two.example'\ndownload.cert='/a=b'\nglobal.cert='/c'\n";
  expect(parseSettings(text)).toEqual({ 'index-url': 'https://one.example/simple', cert: '/a=b' });
});

it.skipIf(process.platform !== 'linux').each([{ HOURGLASS_CACHE: '/a/b' }, { XDG_CACHE_HOME: '/c' }, {}])(
  'looks in the cache where the engine looks: %o',
  (changes) => {
    const names = { HOURGLASS_CACHE: undefined, XDG_CACHE_HOME: undefined, ...changes };
    for (const [name, value] of Object.entries(names)) vi.stubEnv(name, value);
    expect(earlyCacheFolder(process.env)).toBe(readEnvironment(process.env).cacheFolder);
    vi.unstubAllEnvs();
  },
);
