import { type NextRequest, NextResponse } from 'next/server';
import { readEnvironment } from '#env.ts';
import { hasSession } from '#server/guard/credentials.ts';
import { factsOf, refusalOf } from '#server/guard/refusal.ts';
import { builtHeaders, dataHeaders, pagePolicy, policyHeader, securityHeaders } from '#server/guard/security-headers.ts';
import { tokenPage, tokenPagePolicy } from '#server/guard/token-page.ts';

/** The API guards itself (`server/guard/guarded.ts`). Below a base path the second pattern does not match the root, so it is named. */
export const config = { matcher: ['/', '/((?!api/).*)'] };

/** Runs before every page and script: refuses requests that do not come from this dashboard or lack its token, and sets the policy of pages. */
export function proxy(request: NextRequest): Response {
  const { names, lock, isDevelopment } = readEnvironment();
  const { headers, method, nextUrl } = request;
  const facts = factsOf({ method, path: nextUrl.pathname, header: (name) => headers.get(name) });
  const refusal = refusalOf(facts, names);
  if (refusal !== null) {
    return new Response(`${refusal}\n`, { status: 403, headers: { ...dataHeaders, 'Content-Type': 'text/plain; charset=utf-8' } });
  }
  if (lock !== null) {
    // Tokens are checked by one route, which counts wrong ones; pages accept only the cookie.
    if (method === 'GET' && nextUrl.searchParams.has('token')) return NextResponse.rewrite(sessionUrl(nextUrl));
    if (!hasSession(lock, headers.get('cookie'))) return askForToken(nextUrl);
  }
  if (nextUrl.pathname.startsWith('/_next/static/')) {
    return withHeaders(NextResponse.next(), builtHeaders);
  }
  // Next reads the nonce for its own scripts out of the request's policy.
  const policy = pagePolicy(crypto.randomUUID(), isDevelopment);
  const requestHeaders = new Headers(headers);
  requestHeaders.set(policyHeader, policy);
  return withHeaders(NextResponse.next({ request: { headers: requestHeaders } }), { ...securityHeaders, [policyHeader]: policy });
}

/** `/runs?filter=x&token=T` is checked by `/api/session?token=T&next=/runs?filter=x`. */
function sessionUrl(url: NextRequest['nextUrl']): NextRequest['nextUrl'] {
  const next = new URLSearchParams(url.searchParams);
  next.delete('token');
  const session = url.clone();
  session.pathname = '/api/session';
  session.search = '';
  session.searchParams.set('token', url.searchParams.get('token') ?? '');
  session.searchParams.set('next', next.size === 0 ? url.pathname : `${url.pathname}?${next}`);
  return session;
}

function askForToken({ pathname, search }: NextRequest['nextUrl']): Response {
  return new Response(tokenPage(`${pathname}${search}`, null), {
    status: 401,
    headers: {
      ...securityHeaders,
      [policyHeader]: tokenPagePolicy,
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': 'no-store',
    },
  });
}

function withHeaders(response: NextResponse, headers: Readonly<Record<string, string>>): NextResponse {
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  return response;
}
