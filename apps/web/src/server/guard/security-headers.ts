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

/** Content security policy of built files. A script that runs as a web worker obeys its own response's policy: it may load others of this origin. */
const builtPolicy = "default-src 'none'; script-src 'self'; frame-ancestors 'none'";

/** Headers of built files. */
export const builtHeaders: Readonly<Record<string, string>> = { ...securityHeaders, [policyHeader]: builtPolicy };

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
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}
