import { createHash } from 'node:crypto';
import { access, realpath, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { EngineError } from '../errors.ts';
import { matchesManifest } from './early/manifest.mjs';
import { pinnedWheel } from './early/pinned-wheel.mjs';
import { cachedLibrary, type Library, mainLibrary, sharedLibrariesIn } from './library.ts';
import { tfjsNodePackage } from './tfjs-node-package.ts';

/**
 * The library that a user names with `LIBTENSORFLOW_PATH`: TensorFlow's C distribution unpacked (`lib/`, `include/`), the
 * `tensorflow` folder of an installed Python package, either's library folder, or the library file itself.
 *
 * @throws EngineError LIBRARY_UNAVAILABLE where there is no library or no headers
 */
export async function locateUserLibrary(path: string): Promise<Library> {
  const given = await stat(path).catch(() => null);
  if (given === null) throw unusable(path, 'it does not exist');
  const folder = given.isDirectory() ? path : dirname(path);

  for (const libraryFolder of [folder, join(folder, 'lib')]) {
    const main = mainLibrary(await sharedLibrariesIn(libraryFolder));
    if (main === undefined) continue;
    for (const includeFolder of [join(libraryFolder, 'include'), join(dirname(libraryFolder), 'include')]) {
      if (!(await exists(join(includeFolder, 'tensorflow', 'c', 'c_api.h')))) continue;
      const file = await realpath(join(libraryFolder, main));
      const { size, mtimeMs } = await stat(file);
      const identity = createHash('sha256').update(`${file}\n${size}\n${mtimeMs}`).digest('hex').slice(0, 12);
      return { source: 'user', key: `user-${identity}`, libraryFolder, includeFolder };
    }
    throw unusable(path, `${main} exists, but its headers are missing (include/tensorflow/c/c_api.h)`);
  }
  throw unusable(path, 'it holds no libtensorflow or libtensorflow_cc, nor does its lib folder');
}

/** A library that an earlier `provision` left in the cache, the pinned one first; null where there is none. */
export async function locateCachedLibrary(cacheFolder: string): Promise<Library | null> {
  const candidates = [
    cachedLibrary(cacheFolder, 'wheel', pinnedWheel.version),
    cachedLibrary(cacheFolder, 'tfjs-node', (await tfjsNodePackage()).version),
  ];
  for (const { folder, ...library } of candidates) {
    if (await matchesManifest(folder)) return library;
  }
  return null;
}

function unusable(path: string, why: string): EngineError {
  return new EngineError(
    'LIBRARY_UNAVAILABLE',
    `LIBTENSORFLOW_PATH is ${path}, but ${why}. Name a folder with TensorFlow's C library and headers (lib/libtensorflow.so and include/tensorflow/c/c_api.h), or unset it to let Hourglass provide one.`,
  );
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
