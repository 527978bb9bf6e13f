import { once } from 'node:events';
import { createServer, get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import type { NextApiRequest, NextApiResponse } from 'next';
import { expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { bytesRoute } from './bytes-route.ts';

/** Larger than a socket's buffers, so that the write waits for a reader. */
const size = 32_000_000;

it('releases the memory of a response once it is sent, even to a slow reader', async () => {
  const expected = Buffer.alloc(size, 'what was recorded');
  const body = new Uint8Array(expected);
  const route = bytesRoute(z.strictObject({}), async () => ({ body, type: 'application/octet-stream', isFinal: false }));
  const server = createServer((request, response) => {
    void route(Object.assign(request, { query: {} }) as unknown as NextApiRequest, response as NextApiResponse);
  });
  onTestFinished(() => void server.close());
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const [response] = (await once(get({ host: '127.0.0.1', port, headers: { Host: `127.0.0.1:${port}` } }), 'response')) as [
    IncomingMessage,
  ];
  await delay(300);
  expect(body.byteLength).toBe(size);
  expect(expected.equals(await buffer(response))).toBe(true);
  await expect.poll(() => body.byteLength).toBe(0);
});
