import type { EngineEnvironment } from '../env.ts';
import { EngineError } from '../errors.ts';
import { messageOf } from '../message-of.ts';
import type { Progress } from '../progress.ts';
import type { Binding } from './binding.ts';
import { buildBinding } from './build-binding.ts';
import { chooseSource, type SkippedSource, type SourceFacts } from './choose-source.ts';
import { pinnedWheel } from './early/pinned-wheel.mjs';
import { type FillLibrary, fillFromArchive, fillFromWheel, publishLibrary } from './fill-library.ts';
import { cachedLibrary, type Library, type LibrarySource, system } from './library.ts';
import { locateCachedLibrary, locateUserLibrary } from './locate.ts';
import { machineFacts } from './machine-facts.ts';
import { releasedArchives } from './released-archive.ts';
import { tfjsNodePackage } from './tfjs-node-package.ts';

export interface ProvisionOptions {
  readonly environment: EngineEnvironment;
  readonly progress: Progress;
  readonly signal?: AbortSignal | undefined;
}

export interface Provisioned {
  /** null where the native engine is not available. */
  readonly binding: Binding | null;
  /** Why the native engine, or a better library than the chosen one, is not available. */
  readonly obstacles: readonly Omit<SkippedSource, 'source'>[];
}

/**
 * Provides the native engine: libtensorflow from the best available source, and tfjs-node's binding for it.
 *
 * @throws EngineError where `LIBTENSORFLOW_PATH` names a library that can't be used; every other failure is an obstacle
 * @throws the signal's reason after an abort; no partial files are left
 */
export async function provision(options: ProvisionOptions): Promise<Provisioned> {
  const { library, skipped } = await provideLibrary(options);
  if (library === null) return { binding: null, obstacles: skipped };
  const { environment, progress, signal } = options;
  try {
    const binding = await buildBinding(library, { cacheFolder: environment.cacheFolder, progress, signal });
    return { binding, obstacles: skipped };
  } catch (error) {
    signal?.throwIfAborted();
    if (library.source === 'user') throw error;
    return { binding: null, obstacles: [...skipped, { reason: messageOf(error), remedy: 'Then run `npm run setup` again.' }] };
  }
}

async function provideLibrary(options: ProvisionOptions): Promise<{ library: Library | null; skipped: readonly SkippedSource[] }> {
  const { environment, progress, signal } = options;
  const named = environment.libraryPath === null ? null : await locateUserLibrary(environment.libraryPath);
  const cached = await locateCachedLibrary(environment.cacheFolder);
  const machine = await machineFacts(environment.cacheFolder, signal);
  const failed: Partial<Record<LibrarySource, string>> = {};
  for (;;) {
    const facts: SourceFacts = { ...machine, named: named !== null, cached: cached !== null, failed };
    const { source, skipped } = chooseSource(facts);
    if (source === null) return { library: null, skipped };
    if (source === 'user') return { library: named, skipped };
    if (source === 'cache') return { library: cached, skipped };
    try {
      return { library: await fetchLibrary(source, options), skipped };
    } catch (error) {
      signal?.throwIfAborted();
      failed[source] = messageOf(error);
      progress.print(messageOf(error));
    }
  }
}

async function fetchLibrary(source: 'wheel' | 'tfjs-node', { environment, progress, signal }: ProvisionOptions): Promise<Library> {
  const version = source === 'wheel' ? pinnedWheel.version : (await tfjsNodePackage()).version;
  const { folder, ...library } = cachedLibrary(environment.cacheFolder, source, version);
  const fill = source === 'wheel' ? fillFromWheel : fillFromRelease();
  await publishLibrary(folder, fill, progress, signal);
  return library;
}

function fillFromRelease(): FillLibrary {
  const archive = releasedArchives[system];
  if (archive === undefined) throw new EngineError('LIBRARY_UNAVAILABLE', `tfjs-node has released no library for ${system}.`);
  return fillFromArchive(archive);
}
