import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Bytes free on the disk on which the folder is, or will be.
 *
 * @param {string} folder
 * @returns {Promise<number>}
 */
export async function freeBytes(folder) {
  const disk = await statfs(folder).catch(() => null);
  if (disk !== null) return disk.bavail * disk.bsize;
  return dirname(folder) === folder ? 0 : freeBytes(dirname(folder));
}
