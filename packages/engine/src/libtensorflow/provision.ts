import type { EngineEnvironment } from '../env.ts';
import { EngineError } from '../errors.ts';
import { messageOf } from '../message-of.ts';
import type { Progress } from '../progress.ts';
import type { Binding } from './binding.ts';
import { buildBinding } from './build-binding.ts';
import { chooseSource, type PassedOver, type SourceFacts } from './choose-source.ts';
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
  /** null where the native engine can't be had here. */
  readonly binding: Binding | null;
  /** What stood in the way of it, or of a better library than the one taken. */
  readonly obstacles: readonly Omit<PassedOver, 'source'>[];
}

/**
 * Makes the native engine ready: a libtensorflow from the best source there is, and tfjs-node's binding for it.
 *
 * @throws EngineError where `LIBTENSORFLOW_PATH` names a library that can't be used; every other failure is an obstacle
 * @throws the signal's reason after an abort; nothing half-written is left
 */
export async function provision(options: ProvisionOptions): Promise<Provisioned> {
  const { library, passedOver } = await provideLibrary(options);
  if (library === null) return { binding: null, obstacles: passedOver };
  const { environment, progress, signal } = options;
  try {
    const binding = await buildBinding(library, { cacheFolder: environment.cacheFolder, progress, signal });
    return { binding, obstacles: passedOver };
  } catch (error) {
    signal?.throwIfAborted();
    if (library.source === 'user') throw error;
    return { binding: null, obstacles: [...passedOver, { reason: messageOf(error), remedy: 'Then run `npm run setup` again.' }] };
  }
}

async function provideLibrary(options: ProvisionOptions): Promise<{ library: Library | null; passedOver: readonly PassedOver[] }> {
  const { environment, progress, signal } = options;
  const named = environment.libraryPath === null ? null : await locateUserLibrary(environment.libraryPath);
  const cached = await locateCachedLibrary(environment.cacheFolder);
  const machine = await machineFacts(environment.cacheFolder, signal);
  const failed: Partial<Record<LibrarySource, string>> = {};
  for (;;) {
    const facts: SourceFacts = { ...machine, named: named !== null, cached: cached !== null, failed };
    const { source, passedOver } = chooseSource(facts);
    if (source === null) return { library: null, passedOver };
    if (source === 'user') return { library: named, passedOver };
    if (source === 'cache') return { library: cached, passedOver };
    try {
      return { library: await fetchLibrary(source, options), passedOver };
    } catch (error) {
      signal?.throwIfAborted();
      failed[source] = messageOf(error);
      progress.say(messageOf(error));
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
