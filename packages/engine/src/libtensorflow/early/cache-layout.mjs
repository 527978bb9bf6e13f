import { join } from 'node:path';

/** For example `linux-x64`. */
export const system = `${process.platform}-${process.arch}`;

/**
 * The folder of a library in the cache. Its key identifies the library, because bindings are built per library.
 *
 * @param {string} cacheFolder
 * @param {'wheel' | 'tfjs-node'} source
 * @param {string} version
 */
export function cachedLibraryFolder(cacheFolder, source, version) {
  const key = `${version}-${source}-${system}`;
  return { key, folder: join(cacheFolder, 'libtensorflow', key) };
}
