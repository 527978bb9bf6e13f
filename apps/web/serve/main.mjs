import { createServer } from 'node:http';
import { join } from 'node:path';
import compression from 'compression';
import next from 'next';
import { placeOf } from './place-of.mjs';
import { placeholder } from './placeholder.mjs';
import { rewriteResponse } from './rewrite-response.mjs';
import { readServeOptions } from './serve-options.mjs';

// Serves the built pages, under whatever path prefix a request arrives. JavaScript, because Node would load a compiler to read TypeScript, and keep it.

const { host, port, basePath, isTrusted } = readServeOptions(process.argv.slice(2));
// Next treats loopback addresses as `localhost` in some places only, and would send a rewrite between the two as a request to itself.
const pages = next({ dev: false, dir: join(import.meta.dirname, '..'), hostname: 'localhost', port, quiet: true });
await pages.prepare();
const answer = pages.getRequestHandler();
const compress = compression();

const server = createServer(async (request, response) => {
  const { url = '', headers, socket } = request;
  const forwardedPrefix = isTrusted(socket.remoteAddress) ? headers['x-forwarded-prefix'] : undefined;
  const place = url.startsWith('/') ? placeOf({ url, forwardedPrefix }, basePath) : null;
  if (place === null) {
    response.writeHead(400, { 'Content-Type': 'text/plain; charset=utf-8' });
    response.end(
      `Received the path ${JSON.stringify(url)} and the prefix ${JSON.stringify(forwardedPrefix ?? basePath)}; plain paths are allowed.\n`,
    );
    return;
  }
  request.url = `${placeholder}${place.path}`;
  // For cookies, whose path can't be replaced where the prefix is empty. A header of this name from a client is dropped.
  headers['x-hourglass-base-path'] = place.prefix;
  compress(/** @type {any} */ (request), /** @type {any} */ (response), () => {});
  rewriteResponse(response, place);
  try {
    await answer(request, response);
  } catch (error) {
    process.stderr.write(`${request.method} ${url.split('?', 1)[0]} failed: ${error instanceof Error ? error.stack : error}\n`);
    if (!response.headersSent) response.statusCode = 500;
    response.end();
  }
});
// An uploaded file may take longer to arrive than Node allows a request by default (5 minutes). Headers are still due within a minute.
server.requestTimeout = 0;
server.listen(port, host);
