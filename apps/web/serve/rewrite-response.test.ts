import { once } from 'node:events';
import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import compression from 'compression';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { placeholder } from './placeholder.mjs';
import { PlaceholderReplacer } from './placeholder-replacer.mjs';
import { rewriteResponse } from './rewrite-response.mjs';

const prefix = '/user/ada/proxy/4310';
const page = `<a href="${placeholder}/runs">Größe</a> <script src="${placeholder}/_next/static/a.js"></script>`;
const rewritten = page.replaceAll(placeholder, prefix);

/** Serves one response through compression and the rewriting, as the server does. */
async function answer(respond: (response: ServerResponse) => void, headers: Record<string, string> = {}): Promise<Response> {
  const compress = compression({ threshold: 0 });
  const listener: RequestListener = (request, response) => {
    compress(request as never, response as never, () => {});
    rewriteResponse(response, { prefix, path: '/sweeps/abc', isBare: false });
    respond(response);
  };
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const response = await fetch(`http://127.0.0.1:${port}/`, { redirect: 'manual', headers: { 'accept-encoding': 'identity', ...headers } });
  const body = await response.arrayBuffer();
  server.close();
  return new Response([204, 304].includes(response.status) ? null : body, response);
}

it('replaces the placeholder for any split into chunks', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(placeholder, '/__hourglass', '_base_path__', '/', 'é', 'text'), { maxLength: 12 }),
      fc.array(fc.nat(60)),
      (words, cuts) => {
        const body = Buffer.from(words.join(''));
        const replacer = new PlaceholderReplacer('/p');
        const sent: Buffer[] = [];
        let start = 0;
        for (const cut of cuts) {
          sent.push(Buffer.from(replacer.push(body.subarray(start, start + cut))));
          start += cut;
        }
        sent.push(Buffer.from(replacer.push(body.subarray(start))), replacer.end());
        expect(Buffer.concat(sent).toString()).toBe(body.toString().replaceAll(placeholder, '/p'));
      },
    ),
  );
});

it.each(['text/html; charset=utf-8', 'text/x-component', 'text/css', 'application/javascript; charset=UTF-8'])(
  'rewrites %s',
  async (type) => {
    const response = await answer((to) => {
      to.setHeader('Content-Type', type);
      to.setHeader('Content-Length', Buffer.byteLength(page));
      to.end(page);
    });
    expect(await response.text()).toBe(rewritten);
  },
);

it.each(['application/json', 'application/octet-stream', 'text/event-stream'])('does not change %s', async (type) => {
  const response = await answer((to) => {
    to.writeHead(200, { 'Content-Type': type, 'Content-Length': Buffer.byteLength(page) });
    to.end(page);
  });
  expect([await response.text(), response.headers.get('content-length')]).toEqual([page, String(Buffer.byteLength(page))]);
});

it('rewrites a streamed page that is then compressed', async () => {
  const response = await answer(
    (to) => {
      to.writeHead(200, 'Fine', { 'Content-Type': 'text/html' });
      for (const character of page) to.write(character, 'utf8');
      to.end();
    },
    { 'accept-encoding': 'gzip' },
  );
  expect([response.headers.get('content-encoding'), await response.text()]).toEqual(['gzip', rewritten]);
});

it('makes redirects relative, and rewrites other headers', async () => {
  const response = await answer((to) => {
    to.writeHead(307, { Location: `${placeholder}/sweeps/abcdefghij?a=1`, Link: `<${placeholder}/a.woff2>; rel=preload` });
    to.end();
  });
  expect(response.headers.get('location')).toBe('../sweeps/abcdefghij?a=1');
  expect(response.headers.get('link')).toBe(`<${prefix}/a.woff2>; rel=preload`);
});

it('adds no body to responses without one', async () => {
  const response = await answer((to) => {
    to.setHeader('Content-Type', 'text/css');
    to.statusCode = 304;
    to.end();
  });
  expect(response.status).toBe(304);
});
