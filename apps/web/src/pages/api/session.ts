import type { NextApiRequest, NextApiResponse } from 'next';
import { z } from 'zod';
import { readEnvironment } from '#env.ts';
import { basePath } from '#lib/base-path.ts';
import { sessionCookie } from '#server/guard/credentials.ts';
import { guarded, judgeToken, sendSentence, sendTooMany } from '#server/guard/guarded.ts';
import { policyHeader } from '#server/guard/security-headers.ts';
import { ownPath, tokenPage, tokenPagePolicy } from '#server/guard/token-page.ts';

const givenSchema = z.object({ token: z.string().max(1_000) });

/**
 * Receives the token: from the form, or from a URL with `?token=…`, which `proxy.ts` redirects here. Exchanges the right token for a cookie, and
 * redirects the browser to the URL without the token.
 */
export default guarded(
  (request, response) => {
    const { lock } = readEnvironment();
    const values: unknown = request.method === 'POST' ? request.body : request.query;
    const next = ownPath(request.method === 'POST' ? request.body?.next : request.query.next);
    if (lock === null) return redirectTo(response, next);
    const given = givenSchema.safeParse(values);
    if (!given.success)
      return sendSentence(response, 400, 'token: send it once, as a form field or as `?token=`, with at most 1,000 characters.');
    switch (judgeToken(lock, given.data.token.trim(), request)) {
      case 'right':
        response.setHeader('Set-Cookie', sessionCookie(lock, cookiePath(request)));
        return redirectTo(response, next);
      case 'wrong':
        response.setHeader('Content-Type', 'text/html; charset=utf-8');
        response.setHeader('Cache-Control', 'no-store');
        response.setHeader(policyHeader, tokenPagePolicy);
        return response.status(401).send(tokenPage(next, 'That is not the token of this dashboard.'));
      case 'tooMany':
        return sendTooMany(response);
    }
  },
  { isPublic: true },
);

/** The path prefix of the request, which serve/main.mjs passes on; development has none. */
function cookiePath({ headers }: NextApiRequest): string {
  return headers['x-hourglass-base-path']?.toString() || '/';
}

function redirectTo(response: NextApiResponse, next: string): void {
  response.setHeader('Cache-Control', 'no-store');
  response.redirect(303, `${basePath}${next}`);
}
