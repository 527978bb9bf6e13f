import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import fc from 'fast-check';
import { apiResolver } from 'next/dist/server/api-utils/node/api-resolver.js';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { filledHome } from './testing/filled-home.ts';

/** Every file in this folder is a route (docs/adr/0006), so new routes are tested automatically. */
const folder = join(import.meta.dirname, '../pages/api');
const routes = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.ts'));

const draft = { previewModeId: '', previewModeEncryptionKey: '', previewModeSigningKey: '' };

describe('every route', () => {
  it.each(routes)('%s answers any request with a status below 500 and without a stack trace', async (route) => {
    const { home, words } = await filledHome();
    vi.stubEnv('HOURGLASS_HOME', home);
    onTestFinished(() => closeStores());
    const module: unknown = await import(join(folder, route));
    const failures: unknown[] = [];
    const server = createServer((request, response) => {
      const { searchParams } = new URL(request.url ?? '', 'http://localhost');
      const query = Object.fromEntries([...new Set(searchParams.keys())].map((key) => [key, oneOrAll(searchParams.getAll(key))]));
      // Rethrow the route's exception, where Next would respond 500.
      apiResolver(request, response, query, module, draft as never, true, false, route).catch((error: unknown) => {
        failures.push(error);
        response.destroy(error instanceof Error ? error : undefined);
      });
    });
    onTestFinished(() => void server.close());
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;

    const names = [...route.matchAll(/\[(?:\.{3})?(\w+)\]/g)].map(([, name]) => name ?? '');
    const word = fc.oneof(
      fc.constantFrom(...words, '0', '1', '0,1', '-1', '1e9', 'true', `${words[0]}:1-20`, 'sweeps.list', 'runs.get,runs.epochs'),
      fc.string({ unit: 'binary', maxLength: 60 }),
    );
    const parameters = fc.record({
      ...Object.fromEntries(names.map((name) => [name, word])),
      ...Object.fromEntries(['run', 'rows', 'width', 'input', 'batch', 'token', 'attempt'].map((name) => [name, fc.option(word)])),
    });
    const bodies = fc.oneof(fc.constant(''), fc.json(), fc.string({ unit: 'binary' }), fc.constant('{"0":{"id":"a"}}'));
    const methods = fc.constantFrom('GET', 'GET', 'GET', 'HEAD', 'POST', 'DELETE');
    const types = fc.constantFrom('application/json', 'text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data');
    await fc.assert(
      fc.asyncProperty(methods, parameters, bodies, types, async (method, given, body, type) => {
        const search = new URLSearchParams(Object.entries(given).flatMap(([name, value]) => (value === null ? [] : [[name, value]])));
        const sent = method === 'GET' || method === 'HEAD' ? '' : body;
        const answer = await ask(port, { method, path: `/api/any?${search}`, body: sent, type }).catch((error: unknown) => {
          // Report the route's own error rather than the broken connection.
          throw failures[0] ?? error;
        });
        expect(failures).toEqual([]);
        expect(answer.status).toBeLessThan(500);
        expect(answer.body).not.toMatch(/\n\s+at |"stack"/);
      }),
      { numRuns: 60 },
    );
  });
});

interface Question {
  readonly method: string;
  readonly path: string;
  readonly body: string;
  readonly type: string;
}

async function ask(port: number, { method, path, body, type }: Question): Promise<{ readonly status: number; readonly body: string }> {
  // Use a new connection per request: the server closes a connection whose request body was not read.
  const sent = httpRequest({ host: '127.0.0.1', port, method, path, headers: { 'content-type': type }, agent: false });
  sent.end(body);
  const [response] = await once(sent, 'response');
  return { status: response.statusCode, body: await text(response) };
}

function oneOrAll(values: readonly string[]): string | readonly string[] | undefined {
  return values.length === 1 ? values[0] : values;
}

/** Closes the store connections that the server keeps open for the life of its process. */
async function closeStores(): Promise<void> {
  const shared = globalThis as {
    hourglassStore?: Promise<{ close(): Promise<void> }>;
    hourglassWriter?: Promise<{ close(): Promise<void> }>;
  };
  for (const store of [await shared.hourglassStore, await shared.hourglassWriter]) await store?.close();
  delete shared.hourglassStore;
  delete shared.hourglassWriter;
}
