import { parseArgs } from 'node:util';
import { parsePrefix } from './path-prefix.mjs';
import { trustedProxies } from './trusted-proxies.mjs';

/**
 * Reads the flags of the server. `hourglass up` has checked them.
 *
 * @param {readonly string[]} flags
 */
export function readServeOptions(flags) {
  const { values } = parseArgs({
    args: [...flags],
    options: {
      host: { type: 'string', default: '127.0.0.1' },
      port: { type: 'string', default: '4310' },
      'base-path': { type: 'string', default: '' },
      'trust-proxy': { type: 'string', multiple: true, default: [] },
    },
  });
  const basePath = parsePrefix(values['base-path']);
  if (basePath === null) throw new Error(`--base-path: received ${JSON.stringify(values['base-path'])}; a plain absolute path is allowed.`);
  return { host: values.host, port: Number(values.port), basePath, isTrusted: trustedProxies(values['trust-proxy']) };
}
