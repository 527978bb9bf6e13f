import { type NextRequest, NextResponse } from 'next/server';
import { readEnvironment } from '#env.ts';
import { factsOf, refusalOf } from '#server/guard/refusal.ts';
import { dataHeaders, pagePolicy, policyHeader, securityHeaders } from '#server/guard/security-headers.ts';

/** The API guards itself (`server/guard/guarded.ts`). */
export const config = { matcher: '/((?!api/).*)' };

/** Stands before every page and script: refuses what does not come from this dashboard, and says what pages may do. */
export function proxy(request: NextRequest): Response {
  const { host, isDevelopment } = readEnvironment();
  const { headers, method, nextUrl } = request;
  const facts = factsOf({ method, path: nextUrl.pathname, header: (name) => headers.get(name) });
  const refusal = refusalOf(facts, host);
  if (refusal !== null) {
    return new Response(`${refusal}\n`, { status: 403, headers: { ...dataHeaders, 'Content-Type': 'text/plain; charset=utf-8' } });
  }
  if (nextUrl.pathname.startsWith('/_next/static/')) {
    return withHeaders(NextResponse.next(), dataHeaders);
  }
  // Next reads the nonce for its own scripts out of the request's policy.
  const policy = pagePolicy(crypto.randomUUID(), isDevelopment);
  const requestHeaders = new Headers(headers);
  requestHeaders.set(policyHeader, policy);
  return withHeaders(NextResponse.next({ request: { headers: requestHeaders } }), { ...securityHeaders, [policyHeader]: policy });
}

function withHeaders(response: NextResponse, headers: Readonly<Record<string, string>>): NextResponse {
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  return response;
}
