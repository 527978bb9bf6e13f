import { chmod, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { lockPath } from './folder-lock.mjs';

/**
 * @typedef {object} PublishOptions
 * @property {(folder: string) => Promise<boolean>} isComplete
 * @property {(staging: string, signal: AbortSignal) => Promise<void>} fill fills an empty folder beside the destination, on the same disk, until
 *   the signal aborts
 * @property {() => void} [onWait] called once if another process is already filling the folder
 * @property {AbortSignal | undefined} [signal]
 */

/**
 * Creates a folder atomically, even if several processes try at the same time.
 *
 * One process fills a staging folder under a lock and renames it; the others wait for it. The next process that holds the lock removes
 * staging folders of killed processes (a lock becomes stale after 10 s).
 *
 * @param {string} destination
 * @param {PublishOptions} options
 * @throws whatever `fill` throws, after the staging folder is removed
 */
export async function publishFolder(destination, options) {
  if (await options.isComplete(destination)) return;
  const parent = dirname(destination);
  await mkdir(parent, { recursive: true });
  const lost = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, lost.signal]) : lost.signal;
  const release = await acquire(destination, options, () => lost.abort(lockLost(destination)));
  try {
    if (await options.isComplete(destination)) return;
    const prefix = stagingPrefix(destination);
    for (const name of await readdir(parent)) {
      if (name.startsWith(prefix)) await rm(join(parent, name), { recursive: true, force: true });
    }
    const staging = await mkdtemp(join(parent, prefix));
    try {
      await options.fill(staging, signal);
      signal.throwIfAborted();
      await chmod(staging, 0o755);
      await rm(destination, { recursive: true, force: true });
      await rename(staging, destination);
    } finally {
      await rm(staging, { recursive: true, force: true });
    }
  } finally {
    if (!lost.signal.aborted) await release();
  }
}

/**
 * The prefix of the names of staging folders, which lie beside their destination.
 *
 * @param {string} destination
 */
function stagingPrefix(destination) {
  return `${basename(destination)}.partial-`;
}

/**
 * @param {string} destination
 * @param {PublishOptions} options
 * @param {() => void} onLost
 */
async function acquire(destination, { onWait, signal }, onLost) {
  for (let isReported = false; ; ) {
    signal?.throwIfAborted();
    const release = await lockPath(destination, onLost);
    if (release !== null) return release;
    if (!isReported) onWait?.();
    isReported = true;
    await wait(200, undefined, signal ? { signal } : {});
  }
}

/** @param {string} destination */
function lockLost(destination) {
  return new Error(`The lock on ${destination} was lost to another process; perhaps the machine was asleep. Run \`npm run setup\` again.`);
}
