/** Segments of a URL path that need no escaping in HTML, JavaScript, CSS and headers. */
const allowed = /^(\/([\w.~@:+;=!$-]|%[\da-f]{2})+)*$/i;

const longest = 1_000;

/**
 * Normalises a path prefix: `/` and the empty text mean none, and a slash at the end is dropped.
 *
 * @param {string} given for example `/user/ada/proxy/4310/`
 * @returns {string | null} null for anything but a plain absolute path
 */
export function parsePrefix(given) {
  const prefix = given.replace(/\/$/, '');
  if (prefix.length > longest || !allowed.test(prefix)) return null;
  // Browsers resolve dot segments, so that such a prefix would never match.
  return prefix.split('/').some((segment) => /^(\.|%2e){1,2}$/i.test(segment)) ? null : prefix;
}
