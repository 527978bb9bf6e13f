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
  if (text === null) return false;
  for (const [path, size] of Object.entries(JSON.parse(text))) {
    const file = await stat(join(folder, path)).catch(() => null);
    if (file?.size !== size) return false;
  }
  return true;
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
