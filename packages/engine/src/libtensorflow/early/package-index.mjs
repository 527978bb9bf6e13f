import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { rootCertificates } from 'node:tls';
import { promisify } from 'node:util';
import { openStream } from './open-stream.mjs';

const run = promisify(execFile);

/** Both forms of the simple repository API (PEP 503, PEP 691). */
const accepted = 'application/vnd.pypi.simple.v1+json, text/html;q=0.5';

/** pip's default index, which `pip config list` does not print. */
const defaultIndex = 'from pip._internal.models.index import PyPI; print(PyPI.simple_url)';

/**
 * @typedef {object} Found
 * @property {URL} url
 * @property {readonly string[]} [ca] certificates to trust
 */

/**
 * Locates a file in the package index that pip is configured for (`pip config`, `PIP_*`), with pip's certificates.
 *
 * @param {{ readonly project: string, readonly fileName: string }} file
 * @param {AbortSignal} [signal]
 * @returns {Promise<Found>}
 * @throws Error where only pip supports its configuration (a proxy, no index, a client certificate), or the index has no such file
 */
export async function findInPackageIndex({ project, fileName }, signal) {
  const [settings, index] = await Promise.all([
    pip(['-m', 'pip', 'config', 'list'], signal).then(parseSettings),
    pip(['-c', defaultIndex], signal).then((text) => text.trim()),
  ]);
  for (const name of ['proxy', 'no-index', 'client-cert', 'trusted-host']) {
    if (settings[name] !== undefined) throw new Error(`pip is set up with ${name}`);
  }
  const certificates = settings.cert === undefined ? {} : { ca: [...rootCertificates, await readFile(settings.cert, 'utf8')] };
  const page = new URL(`${(settings['index-url'] ?? index).replace(/\/+$/, '')}/${project}/`);
  const { url, body } = await openStream(page, { ...certificates, accept: accepted, signal });
  let text = '';
  for await (const chunk of body.setEncoding('utf8')) text += chunk;
  const link = body.headers['content-type']?.includes('json') ? linkInJson(text, fileName) : linkInHtml(text, fileName);
  if (link === undefined) throw new Error(`${url.host} lists no ${fileName}`);
  return { url: new URL(link, url), ...certificates };
}

/**
 * @param {readonly string[]} arguments_
 * @param {AbortSignal} [signal]
 */
async function pip(arguments_, signal) {
  return (await run('python3', arguments_, signal ? { signal } : {})).stdout;
}

/**
 * Parses lines like `global.index-url='…'` and `:env:.cert='…'`. The environment overrides a command's section, which overrides `global`.
 *
 * @param {string} text
 * @returns {Readonly<Record<string, string | undefined>>}
 */
export function parseSettings(text) {
  /** @type {Record<string, string>} */
  const settings = {};
  for (const section of ['global', 'install', 'download', ':env:']) {
    for (const line of text.split('\n')) {
      const [, name, value] = line.startsWith(`${section}.`) ? (/^([^=]+)='(.*)'$/.exec(line.slice(section.length + 1)) ?? []) : [];
      if (name !== undefined && value !== undefined) settings[name] = value;
    }
  }
  return settings;
}

/**
 * @param {string} text
 * @param {string} fileName
 * @returns {string | undefined}
 */
function linkInJson(text, fileName) {
  /** @type {{ readonly files: readonly { readonly filename: string, readonly url: string }[] }} */
  const { files } = JSON.parse(text);
  return files.find(({ filename }) => filename === fileName)?.url;
}

/**
 * @param {string} text
 * @param {string} fileName
 * @returns {string | undefined}
 */
function linkInHtml(text, fileName) {
  for (const [, href, shown] of text.matchAll(/<a\b[^>]*\bhref="([^"#]*)[^"]*"[^>]*>\s*([^<]*?)\s*<\/a>/g)) {
    if (shown === fileName) return href?.replaceAll('&amp;', '&');
  }
  return undefined;
}
