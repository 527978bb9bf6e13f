import type { NextApiHandler, NextApiResponse } from 'next';
import { readEnvironment } from '#env.ts';
import { factsOf, refusalOf } from './refusal.ts';
import { dataHeaders } from './security-headers.ts';

const carried = new Map(Object.entries(dataHeaders));

/**
 * An answer of the API, for those who may ask: every file in `pages/api` exports one of these. What pages are guarded with (`proxy.ts`)
 * takes Next half a millisecond and more, which is much beside an answer of one.
 */
export function guarded(handler: NextApiHandler): NextApiHandler {
  return (request, response) => {
    response.setHeaders(carried);
    const { method = '', url = '', headers } = request;
    const facts = factsOf({ method, path: url.replace(/\?.*/s, ''), header: (name) => headers[name]?.toString() ?? null });
    const refusal = refusalOf(facts, readEnvironment().host);
    if (refusal === null) return handler(request, response);
    sendSentence(response, 403, refusal);
  };
}

/** For what is refused: the sentence as plain text. */
export function sendSentence(response: NextApiResponse, status: number, sentence: string): void {
  response.setHeader('Content-Type', 'text/plain; charset=utf-8');
  response.setHeader('Cache-Control', 'no-store');
  response.status(status).send(`${sentence}\n`);
}
