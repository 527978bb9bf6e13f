/**
 * The target of a redirect as a reference relative to the path that the browser asked for. Proxies that rewrite the `Location` of redirects (as
 * jupyter-server-proxy does from 4.6 on) and those that do not both pass it on unchanged.
 *
 * @param {string} path what was asked for within the dashboard: `/sweeps/abc?tab=runs`, or nothing for its root
 * @param {string} target within the dashboard: `/sweeps/abcdefghij`, or nothing for its root
 * @returns {string} `../sweeps/abcdefghij`
 */
export function relativeLocation(path, target) {
  const [pathname = ''] = path.split('?');
  const depth = Math.max(0, pathname.split('/').length - 2);
  return `${depth === 0 ? './' : '../'.repeat(depth)}${target.replace(/^\//, '')}`;
}
