import http from 'node:http';
import https from 'node:https';

const maxRedirects = 5;

/**
 * Requests a file over HTTP and follows redirects. Credentials in the URL are sent as basic authentication.
 *
 * @param {URL} url
 * @param {{ readonly ca?: readonly string[], readonly accept?: string, readonly signal?: AbortSignal | undefined }} options `ca`: certificates
 *   to trust
 * @returns {Promise<{ readonly url: URL, readonly body: http.IncomingMessage }>} where it was found, and what it holds
 * @throws Error where the server refuses or can't be reached; the signal's reason after an abort
 */
export async function openStream(url, { ca, accept = '*/*', signal }, redirects = 0) {
  const { get } = url.protocol === 'http:' ? http : https;
  /** @type {http.IncomingMessage} */
  const body = await new Promise((resolve, reject) => {
    get(url, { headers: { accept }, ...(ca ? { ca: [...ca] } : {}), ...(signal ? { signal } : {}) }, resolve).once('error', reject);
  });
  const { statusCode = 0, statusMessage, headers } = body;
  if (statusCode === 200) return { url, body };
  body.destroy();
  if (statusCode >= 300 && statusCode < 400 && headers.location !== undefined && redirects < maxRedirects) {
    return openStream(new URL(headers.location, url), { ...(ca ? { ca } : {}), accept, signal }, redirects + 1);
  }
  throw new Error(`${url.host} answers ${statusCode} ${statusMessage}`);
}
