import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { createServer, request as httpRequest } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import { json, text } from 'node:stream/consumers';
import { temporaryStore } from '@hourglass/db/testing';
import { apiResolver } from 'next/dist/server/api-utils/node/api-resolver.js';
import { describe, expect, it, onTestFinished, vi } from 'vitest';

/** Loaded by its path, because nothing in this layer imports a route. */
const route: unknown = await import(join(import.meta.dirname, '../pages/api/uploads.ts'));

const draft = { previewModeId: '', previewModeEncryptionKey: '', previewModeSigningKey: '' };
const content = Buffer.alloc(3_000_000, 'samples');
const sha256 = createHash('sha256').update(content).digest('hex');

/** A server with this route on a new home. */
async function serve() {
  const store = await temporaryStore();
  vi.stubEnv('HOURGLASS_HOME', store.home);
  const failures: unknown[] = [];
  const server = createServer((request, response) => {
    const query = Object.fromEntries(new URL(request.url ?? '', 'http://localhost').searchParams);
    apiResolver(request, response, query, route, draft as never, true, false, 'uploads').catch((error: unknown) => {
      failures.push(error);
      response.destroy();
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(async () => {
    server.close();
    vi.unstubAllEnvs();
    const shared = globalThis as { [name in 'hourglassStore' | 'hourglassWriter']?: Promise<{ close(): Promise<void> }> };
    for (const name of ['hourglassStore', 'hourglassWriter'] as const) {
      await (await shared[name])?.close();
      delete shared[name];
    }
  });
  return { store, failures, port: (server.address() as AddressInfo).port };
}

async function post(port: number, name: string, headers: object = {}, body: Uint8Array = content) {
  const path = `/api/uploads?name=${encodeURIComponent(name)}`;
  const sent = httpRequest({ host: '127.0.0.1', port, method: 'POST', path, headers: { 'content-length': body.length, ...headers } });
  sent.end(body);
  const [response] = await once(sent, 'response');
  return response;
}

const leftIn = async (home: string) =>
  (await readdir(join(home, 'blobs'), { recursive: true })).filter((name) => !/^[0-9a-f]{2}$/.test(name));

describe('the route of uploads', () => {
  it('stores the bytes under their hash, whatever the name, and answers with the reference', async () => {
    const { store, port } = await serve();
    const response = await post(port, 'мои/данные #1.npy');
    expect(response.statusCode).toBe(200);
    expect(await json(response)).toEqual({ reference: `upload:${sha256.slice(0, 16)}/мои_данные _1.npy`, bytes: content.length });
    expect((await readFile(store.uploads.locate(sha256.slice(0, 16)) ?? '')).equals(content)).toBe(true);
    await post(port, 'again.npy');
    expect(await leftIn(store.home)).toHaveLength(1);
  });

  it.each<[string, object, RegExp]>([
    ['another origin', { origin: 'http://evil.example' }, /Requests from the Origin "http:\/\/evil\.example" are refused/],
    ['another site', { 'sec-fetch-site': 'cross-site' }, /A cross-site request for \/api\/uploads is refused/],
    ['another host name', { host: 'evil.example' }, /is not one of this dashboard's names/],
  ])('takes nothing from %s', async (_, headers, sentence) => {
    const { store, port } = await serve();
    const response = await post(port, 'a.npy', headers);
    expect([response.statusCode, await text(response)]).toEqual([403, expect.stringMatching(sentence)]);
    expect(await leftIn(store.home)).toEqual([]);
  });

  it('requires the token where there is one', async () => {
    const { store, port } = await serve();
    vi.stubEnv('HOURGLASS_TOKEN', 'the-token');
    vi.stubEnv('HOURGLASS_SESSION', 'the-session');
    expect((await post(port, 'a.npy')).statusCode).toBe(401);
    expect(await leftIn(store.home)).toEqual([]);
    expect((await post(port, 'a.npy', { authorization: 'Bearer the-token' })).statusCode).toBe(200);
  });

  it('refuses what the home can’t take with a sentence, and answers it although the body is unread', async () => {
    const { store, port } = await serve();
    await store.storage.setBudget(1_000_000);
    const full = await post(port, 'a.npy');
    expect([full.statusCode, await text(full)]).toEqual([400, expect.stringMatching(/more than its budget of 1\.0 MB/)]);
    const empty = await post(port, 'a.npy', {}, new Uint8Array());
    expect([empty.statusCode, await text(empty)]).toEqual([400, expect.stringMatching(/^The file is empty/)]);
    vi.stubEnv('HOURGLASS_READ_ONLY', 'yes');
    const unwritable = await post(port, 'a.npy');
    expect([unwritable.statusCode, await text(unwritable)]).toEqual([400, expect.stringMatching(/can only be read/)]);
    expect(await leftIn(store.home)).toEqual([]);
  });

  it('keeps nothing of a file whose sender disconnects, and nothing of it is collected while it arrives', async () => {
    const { store, port, failures } = await serve();
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    socket.write('POST /api/uploads?name=a.npy HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000000\r\n\r\n');
    socket.write(Buffer.alloc(300_000));
    await vi.waitFor(async () => expect(await leftIn(store.home)).toEqual([expect.stringMatching(/\.upload$/)]), { timeout: 10_000 });
    await store.storage.collect();
    expect(await leftIn(store.home)).toHaveLength(1);
    socket.destroy();
    await vi.waitFor(async () => expect(await leftIn(store.home)).toEqual([]), { timeout: 10_000 });
    expect(failures).toEqual([]);
    expect((await post(port, 'a.npy')).statusCode).toBe(200);
  });
});
