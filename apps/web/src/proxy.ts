import { type NextRequest, NextResponse } from 'next/server';
import { readEnvironment } from '#env.ts';
import { refusalOf } from '#server/guard/refusal.ts';
import { dataPolicy, pagePolicy, securityHeaders } from '#server/guard/security-headers.ts';

const policyHeader = 'Content-Security-Policy';

/** Stands before every page, picture and answer: refuses what does not come from this dashboard, and says what pages may do. */
export function proxy(request: NextRequest): Response {
  const { host, isDevelopment } = readEnvironment();
  const { headers, method, nextUrl } = request;
  const refusal = refusalOf(
    {
      method,
      path: nextUrl.pathname,
      host: headers.get('host'),
      origin: headers.get('origin'),
      fetchSite: headers.get('sec-fetch-site'),
      fetchMode: headers.get('sec-fetch-mode'),
      fetchDestination: headers.get('sec-fetch-dest'),
    },
    host,
  );
  if (refusal !== null) {
    const type = { 'Content-Type': 'text/plain; charset=utf-8' };
    return new Response(`${refusal}\n`, { status: 403, headers: { ...securityHeaders, [policyHeader]: dataPolicy, ...type } });
  }
  if (nextUrl.pathname.startsWith('/api/') || nextUrl.pathname.startsWith('/_next/static/')) {
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
