import { parsePrefix } from './path-prefix.mjs';

/**
 * Where a request arrived.
 *
 * @typedef {object} Place
 * @property {string} prefix before every path of the dashboard in the browser's addresses: empty, or `/user/ada/proxy/4310`
 * @property {string} path path and query within the dashboard: `/runs?sort=id`; for its root the query only, or nothing
 * @property {boolean} isBare the browser asked for the prefix itself, without a slash
 */

/**
 * Finds the prefix of a request, and its path within the dashboard, whether a proxy removed the prefix or not.
 *
 * @param {{ readonly url: string, readonly forwardedPrefix: string | string[] | undefined }} request `X-Forwarded-Prefix` of a trusted proxy
 * @param {string} basePath the prefix of requests without that header
 * @returns {Place | null} null where the forwarded prefix is invalid
 */
export function placeOf({ url, forwardedPrefix }, basePath) {
  const prefix = forwardedPrefix === undefined ? basePath : parsePrefix(String(forwardedPrefix));
  if (prefix === null) return null;
  const after = url.charAt(prefix.length);
  const isBelow = url.startsWith(prefix) && ['', '/', '?'].includes(after);
  const path = isBelow ? url.slice(prefix.length) : url;
  // Next redirects a base path with a slash at the end to one without, and proxies redirect back.
  return { prefix, path: path.replace(/^\/(?=$|\?)/, ''), isBare: prefix !== '' && isBelow && after !== '/' };
}
