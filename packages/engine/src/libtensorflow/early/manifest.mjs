import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

const manifestName = 'files.json';

/**
 * Writes a manifest with the size of every file below the folder, to detect damaged files. It is the last write to a staging folder.
 *
 * @param {string} folder
 */
export async function writeManifest(folder) {
  /** @type {Record<string, number>} */
  const sizes = {};
  for (const path of await filesBelow(folder)) sizes[relative(folder, path)] = (await stat(path)).size;
  await writeFile(join(folder, manifestName), `${JSON.stringify(sizes, null, 1)}\n`, { flush: true });
}

/**
 * Whether the folder exists and has every file of its manifest with the recorded size.
 *
 * @param {string} folder
 * @returns {Promise<boolean>}
 */
export async function matchesManifest(folder) {
  const text = await readFile(join(folder, manifestName), 'utf8').catch(() => null);
  const sizes = text === null ? null : parseManifest(text);
  if (sizes === null) return false;
  for (const [path, size] of Object.entries(sizes)) {
    const file = await stat(join(folder, path)).catch(() => null);
    if (file?.size !== size) return false;
  }
  return true;
}

/**
 * Null if the text is no manifest, for example because the disk was full or the machine lost power while it was written.
 *
 * @param {string} text
 * @returns {Readonly<Record<string, unknown>> | null}
 */
function parseManifest(text) {
  try {
    const sizes = JSON.parse(text);
    return typeof sizes === 'object' && sizes !== null && Object.keys(sizes).length > 0 ? sizes : null;
  } catch {
    return null;
  }
}

/**
 * @param {string} folder
 * @returns {Promise<readonly string[]>}
 */
export async function filesBelow(folder) {
  const entries = await readdir(folder, { withFileTypes: true });
  const below = entries.map((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesBelow(path);
    return entry.isFile() ? [path] : [];
  });
  return (await Promise.all(below)).flat();
}
