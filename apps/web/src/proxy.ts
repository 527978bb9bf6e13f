import { type NextRequest, NextResponse } from 'next/server';
import { readEnvironment } from '#env.ts';
import { factsOf, refusalOf } from '#server/guard/refusal.ts';
import { dataPolicy, pagePolicy, policyHeader, securityHeaders } from '#server/guard/security-headers.ts';

/** The API guards itself (`server/guard/guarded.ts`). */
export const config = { matcher: '/((?!api/).*)' };

/** Stands before every page and script: refuses what does not come from this dashboard, and says what pages may do. */
export function proxy(request: NextRequest): Response {
  const { host, isDevelopment } = readEnvironment();
  const { headers, method, nextUrl } = request;
  const facts = factsOf({ method, path: nextUrl.pathname, header: (name) => headers.get(name) });
  const refusal = refusalOf(facts, host);
  if (refusal !== null) {
    const type = { 'Content-Type': 'text/plain; charset=utf-8' };
    return new Response(`${refusal}\n`, { status: 403, headers: { ...securityHeaders, [policyHeader]: dataPolicy, ...type } });
  }
  if (nextUrl.pathname.startsWith('/_next/static/')) {
    return withHeaders(NextResponse.next(), dataPolicy);
  }
  // Next reads the nonce for its own scripts out of the request's policy.
  const policy = pagePolicy(crypto.randomUUID(), isDevelopment);
  const requestHeaders = new Headers(headers);
  requestHeaders.set(policyHeader, policy);
  return withHeaders(NextResponse.next({ request: { headers: requestHeaders } }), policy);
}

function withHeaders(response: NextResponse, policy: string): NextResponse {
  for (const [name, value] of Object.entries(securityHeaders)) response.headers.set(name, value);
  response.headers.set(policyHeader, policy);
  return response;
}
