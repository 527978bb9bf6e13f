/** Headers of every response. */
export const securityHeaders: Readonly<Record<string, string>> = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

export const policyHeader = 'Content-Security-Policy';

/** Content security policy of responses other than pages: nothing may load or run. */
const dataPolicy = "default-src 'none'; frame-ancestors 'none'";

/** Headers of responses other than pages. */
export const dataHeaders: Readonly<Record<string, string>> = { ...securityHeaders, [policyHeader]: dataPolicy };

/**
 * Scripts need the nonce, and every resource must come from this origin. Inline styles are allowed because React writes style attributes.
 *
 * @param isDevelopment allows eval and web sockets, which React's development build and hot reloading need
 */
export function pagePolicy(nonce: string, isDevelopment: boolean): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ''}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' blob: data:",
    "font-src 'self'",
    `connect-src 'self'${isDevelopment ? ' ws:' : ''}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}
