import { hash } from 'node:crypto';
import { detachBuffer } from '@hourglass/db';
import { getHTTPStatusCodeFromError } from '@trpc/server/http';
import type { NextApiHandler, NextApiRequest, NextApiResponse } from 'next';
import type { z } from 'zod';
import { checked } from './checked.ts';
import { knownError } from './error-codes.ts';
import { guarded, sendSentence } from './guard/guarded.ts';

export interface Bytes {
  /** Of nobody else: their memory is given back once they are sent. */
  readonly body: Uint8Array;
  readonly type: string;
  /** Will never change: browsers keep it without asking again. */
  readonly isFinal: boolean;
}

/**
 * A route that answers bytes, in one write, or that the browser's copy still holds.
 *
 * Such routes stand in `pages/api`: what Next hands them are Node's own request and response, where a route of `app` has its bytes carried
 * through the web's, which takes a third longer for a quarter of a megabyte.
 *
 * @param schema of what the path and the query say
 */
export function bytesRoute<Schema extends z.ZodType>(schema: Schema, answer: (input: z.output<Schema>) => Promise<Bytes>): NextApiHandler {
  const parse = checked(schema);
  return guarded(async (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('Allow', 'GET, HEAD');
      sendSentence(response, 405, `${request.method} is not answered here, only GET and HEAD.`);
      return;
    }
    try {
      sendBytes(request, response, await answer(parse(request.query)));
    } catch (error) {
      const known = knownError(error);
      if (known === null) throw error;
      sendSentence(response, getHTTPStatusCodeFromError(known), known.message);
    }
  });
}

function sendBytes(request: NextApiRequest, response: NextApiResponse, { body, type, isFinal }: Bytes): void {
  const tag = `"${hash('sha256', body, 'base64url').slice(0, 27)}"`;
  response.setHeader('Content-Type', type);
  response.setHeader('Cache-Control', isFinal ? 'private, max-age=31536000, immutable' : 'private, no-cache');
  response.setHeader('ETag', tag);
  // Part of a buffer would be somebody's: Node keeps small ones together.
  if (body.byteLength === body.buffer.byteLength) response.once('finish', () => detachBuffer(body));
  if (request.headers['if-none-match'] === tag) {
    response.status(304).end();
    return;
  }
  response.setHeader('Content-Length', body.byteLength);
  response.end(body);
}
