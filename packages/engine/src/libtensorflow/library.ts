import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { cachedLibraryFolder } from './early/cache-layout.mjs';

const librarySources = ['user', 'cache', 'wheel', 'tfjs-node'] as const;
/** Where a libtensorflow may come from, in the order in which it is looked for. */
export type LibrarySource = (typeof librarySources)[number];

/** An installed libtensorflow with its C headers. */
export interface Library {
  readonly source: 'user' | 'wheel' | 'tfjs-node';
  /** Identifies this library in the cache; each library has its own binding. */
  readonly key: string;
  /** Holds `libtensorflow*.so*`. */
  readonly libraryFolder: string;
  /** Holds `tensorflow/c/c_api.h`. */
  readonly includeFolder: string;
}

export { system } from './early/cache-layout.mjs';

const sharedLibrary = /^libtensorflow(_cc|_framework)?(\.so(\.[\d.]+)?|(\.[\d.]+)?\.dylib)$/;

/** The names of TensorFlow's shared libraries in a folder, sorted; empty where there are none or no folder. */
export async function sharedLibrariesIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => sharedLibrary.test(name)).sort();
}

/** The library that holds the C API. The C distribution calls it libtensorflow, the Python wheel libtensorflow_cc. */
export function mainLibrary(names: readonly string[]): string | undefined {
  return names.find((name) => /^libtensorflow\./.test(name)) ?? names.find((name) => name.startsWith('libtensorflow_cc.'));
}

export function cachedLibrary(cacheFolder: string, source: 'wheel' | 'tfjs-node', version: string): Library & { readonly folder: string } {
  const { key, folder } = cachedLibraryFolder(cacheFolder, source, version);
  return { source, key, folder, libraryFolder: join(folder, 'lib'), includeFolder: join(folder, 'include') };
}
