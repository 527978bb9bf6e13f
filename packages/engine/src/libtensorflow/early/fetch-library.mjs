import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { cachedLibraryFolder, system } from './cache-layout.mjs';
import { matchesManifest } from './manifest.mjs';
import { findInPackageIndex } from './package-index.mjs';
import { pinnedWheel } from './pinned-wheel.mjs';
import { publishFolder } from './publish-folder.mjs';
import { streamWheel } from './stream-wheel.mjs';

/**
 * Brings the pinned TensorFlow library into the cache while packages are being installed, where that is plain: on the system that the wheel is
 * for, without a library of the user's own, and without a proxy, which Node 20 does not know. Everything else, and every failure, is left to
 * the engine's own provision, which also says what is wrong.
 *
 * @param {{ readonly onReceived: (bytes: number, of: number) => void, readonly signal: AbortSignal }} options
 * @returns {Promise<string>} what came of it, in a few words
 * @throws the signal's reason after an abort; nothing half-written is left
 */
export async function fetchLibraryEarly({ onReceived, signal }) {
  const { env } = process;
  if (system !== pinnedWheel.system) return 'later';
  if (env.LIBTENSORFLOW_PATH || proxyNames.some((name) => env[name])) return 'later';
  const { folder } = cachedLibraryFolder(earlyCacheFolder(env), 'wheel', pinnedWheel.version);
  if (await matchesManifest(folder)) return 'unchanged';
  try {
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
 * As the engine's environment has it, on the one system where this is asked.
 *
 * @param {Readonly<Record<string, string | undefined>>} env
 */
export function earlyCacheFolder(env) {
  return resolve(env.HOURGLASS_CACHE || join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'hourglass'));
}
