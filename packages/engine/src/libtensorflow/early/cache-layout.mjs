import { join } from 'node:path';

/** For example `linux-x64`. */
export const system = `${process.platform}-${process.arch}`;

/**
 * Where a library is kept in the cache. Its key names this very library: another one has another binding.
 *
 * @param {string} cacheFolder
 * @param {'wheel' | 'tfjs-node'} source
 * @param {string} version
 */
export function cachedLibraryFolder(cacheFolder, source, version) {
  const key = `${version}-${source}-${system}`;
  return { key, folder: join(cacheFolder, 'libtensorflow', key) };
}
