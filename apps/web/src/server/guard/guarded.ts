import type { NextApiHandler, NextApiRequest, NextApiResponse } from 'next';
import { type Lock, readEnvironment } from '#env.ts';
import { processAttempts } from './attempts.ts';
import { bearerToken, hasSession, isSame } from './credentials.ts';
import { factsOf, refusalOf } from './refusal.ts';
import { dataHeaders } from './security-headers.ts';

const dataHeaderMap = new Map(Object.entries(dataHeaders));

export interface GuardOptions {
  /** The route works without the token, because it is the route that receives the token. */
  readonly isPublic?: boolean;
}

/**
 * Wraps an API handler in the checks that `proxy.ts` applies to pages. Every file in `pages/api` exports a wrapped handler. The API does
 * not use Next's proxy, which costs at least half a millisecond per response (docs/adr/0006).
 */
export function guarded(handler: NextApiHandler, { isPublic = false }: GuardOptions = {}): NextApiHandler {
  return (request, response) => {
    response.setHeaders(dataHeaderMap);
    const { method = '', url = '', headers } = request;
    const { names, lock } = readEnvironment();
    const facts = factsOf({ method, path: url.replace(/\?.*/s, ''), header: (name) => headers[name]?.toString() ?? null });
    const refusal = refusalOf(facts, names);
    if (refusal !== null) {
      sendSentence(response, 403, refusal);
      return;
    }
    if (lock === null || isPublic || isAdmitted(lock, request, response)) return handler(request, response);
  };
}

/** Whether a request has valid credentials. If it has none, this function has already sent the refusal. */
function isAdmitted(lock: Lock, request: NextApiRequest, response: NextApiResponse): boolean {
  if (hasSession(lock, request.headers.cookie ?? null)) return true;
  const given = bearerToken(request.headers.authorization ?? null);
  if (given !== null) {
    const verdict = judgeToken(lock, given, request);
    if (verdict === 'right') return true;
    if (verdict === 'tooMany') {
      sendTooMany(response);
      return false;
    }
  }
  response.setHeader('WWW-Authenticate', 'Bearer');
  const problem = given === null ? 'This dashboard requires its token.' : 'That is not the token of this dashboard.';
  sendSentence(response, 401, `${problem} Send it as "Authorization: Bearer TOKEN"; \`./hourglass up\` printed it.`);
  return false;
}

/** Compares in constant time, and counts a wrong token against the client's address. */
export function judgeToken({ token }: Lock, given: string, { socket }: NextApiRequest): 'right' | 'wrong' | 'tooMany' {
  const attempts = processAttempts();
  const address = socket.remoteAddress ?? 'unknown';
  if (!attempts.isAllowed(address)) return 'tooMany';
  if (isSame(given, token)) return 'right';
  attempts.countWrong(address);
  return 'wrong';
}

export function sendTooMany(response: NextApiResponse): void {
  const seconds = processAttempts().secondsLeft;
  response.setHeader('Retry-After', seconds);
  sendSentence(response, 429, `Too many wrong tokens; try again in ${seconds} s.`);
}

/** Sends a refusal as plain text. */
export function sendSentence(response: NextApiResponse, status: number, sentence: string): void {
  response.setHeader('Content-Type', 'text/plain; charset=utf-8');
  response.setHeader('Cache-Control', 'no-store');
  response.status(status).send(`${sentence}\n`);
}
