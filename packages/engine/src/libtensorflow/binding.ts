import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Library } from './library.ts';
import { tfjsNodePackage } from './tfjs-node-package.ts';

/** tfjs-node's native binding, linked against one library and tested on this machine. */
export interface Binding {
  /** The `.node` file. */
  readonly path: string;
  readonly library: Library;
  /** The version that the library reports, for example `2.21.0`. */
  readonly libraryVersion: string;
}

/** Path below a binding's folder. tfjs-node's binding.gyp links with a search path relative to this folder: `../../deps/lib`. */
export const bindingFile = join('lib', 'napi-v8', 'tfjs_binding.node');
export const bindingRecordFile = 'binding.json';

/** Increment this when the build changes, so that older bindings in the cache are not used. */
const revision = 2;

const bindingRecord = z.object({ libraryVersion: z.string() });

export async function bindingFolder(cacheFolder: string, library: Library): Promise<string> {
  const { version } = await tfjsNodePackage();
  return join(cacheFolder, 'bindings', `tfjs-node-${version}.${revision}-${library.key}`);
}

/** The cached binding for this library, built by an earlier `provision`. Null where there is none. */
export async function locateBinding(cacheFolder: string, library: Library): Promise<Binding | null> {
  const folder = await bindingFolder(cacheFolder, library);
  const record = await readFile(join(folder, bindingRecordFile), 'utf8').catch(() => null);
  if (record === null) return null;
  const { libraryVersion } = bindingRecord.parse(JSON.parse(record));
  return { path: join(folder, bindingFile), library, libraryVersion };
}
