import onHeaders from 'on-headers';
import { placeholder } from './placeholder.mjs';
import { PlaceholderReplacer } from './placeholder-replacer.mjs';
import { relativeLocation } from './relative-location.mjs';

/** Media types that carry addresses of the dashboard. The API's JSON and bytes don't, so they pass unchanged. */
const withAddresses = /^(text\/(html|css|javascript|x-component)|application\/javascript)\b/;

/**
 * Makes a response replace the placeholder in its headers, and in its body if that is of a type with addresses. Call it after middleware that
 * compresses, which then receives the replaced text.
 *
 * @param {import('node:http').ServerResponse} response
 * @param {import('./place-of.mjs').Place} place of the request
 */
export function rewriteResponse(response, place) {
  const { write, end } = response;
  /** @type {PlaceholderReplacer | null | undefined} undefined until the headers are known */
  let replacer;

  function prepare() {
    if (replacer !== undefined) return;
    replaceHeaders(response, place);
    const type = response.getHeader('content-type');
    replacer = typeof type === 'string' && withAddresses.test(type) ? new PlaceholderReplacer(place.prefix) : null;
    // The replacement changes it.
    if (replacer !== null) response.removeHeader('content-length');
  }

  // Listeners run in reverse order: this one before that of the compression.
  onHeaders(response, prepare);

  response.write = /** @type {typeof write} */ (
    /** @param {any} chunk @param {...any} rest */
    (chunk, ...rest) => {
      prepare();
      if (!replacer) return write.call(response, chunk, .../** @type {[any]} */ (rest));
      const callback = rest.find((value) => typeof value === 'function');
      return write.call(response, replacer.push(bytesOf(chunk, rest[0])), callback);
    }
  );

  response.end = /** @type {typeof end} */ (
    /** @param {...any} given */
    (...given) => {
      prepare();
      if (!replacer) return end.apply(response, /** @type {any} */ (given));
      const callback = given.find((value) => typeof value === 'function');
      const last = given[0] === undefined || given[0] === null || given[0] === callback ? Buffer.alloc(0) : bytesOf(given[0], given[1]);
      return end.call(response, Buffer.concat([replacer.push(last), replacer.end()]), callback);
    }
  );
}

/**
 * @param {import('node:http').ServerResponse} response
 * @param {import('./place-of.mjs').Place} place
 */
function replaceHeaders(response, { prefix, path, isBare }) {
  for (const [name, value] of Object.entries(response.getHeaders())) {
    if (typeof value === 'number' || value === undefined) continue;
    const replaced = [value].flat().map((text) => {
      if (name === 'location' && isWithin(text) && !isBare) return relativeLocation(path, text.slice(placeholder.length));
      return text.replaceAll(placeholder, () => prefix);
    });
    response.setHeader(name, Array.isArray(value) ? replaced : replaced.join());
  }
}

/** @param {string} address */
function isWithin(address) {
  return address.startsWith(placeholder) && ['', '/', '?'].includes(address.charAt(placeholder.length));
}

/**
 * @param {string | Uint8Array} chunk
 * @param {unknown} encoding
 */
function bytesOf(chunk, encoding) {
  if (typeof chunk !== 'string') return Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  return Buffer.from(chunk, typeof encoding === 'string' ? /** @type {BufferEncoding} */ (encoding) : 'utf8');
}
