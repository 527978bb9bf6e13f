/** What every answer carries. */
export const securityHeaders: Readonly<Record<string, string>> = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

export const policyHeader = 'Content-Security-Policy';

/** For answers that are no page: nothing in them may load or run. */
const dataPolicy = "default-src 'none'; frame-ancestors 'none'";

/** What answers carry that are no page. */
export const dataHeaders: Readonly<Record<string, string>> = { ...securityHeaders, [policyHeader]: dataPolicy };

/**
 * Scripts run by nonce only, and everything comes from here. Inline styles are allowed because React writes style attributes.
 *
 * @param isDevelopment React's development build evaluates strings, and hot reloading opens a web socket
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
