import { chmod, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { lock } from 'proper-lockfile';
import { EngineError } from '../errors.ts';

export interface PublishOptions {
  readonly isComplete: (folder: string) => Promise<boolean>;
  /** Fills an empty folder beside the destination, on the same disk, until the signal aborts. */
  readonly fill: (staging: string, signal: AbortSignal) => Promise<void>;
  /** Called once where another process is at it already. */
  readonly onWait?: () => void;
  readonly signal?: AbortSignal | undefined;
}

/** A lock that its holder has not touched for so long belongs to a killed process. */
const staleAfterMs = 10_000;

/**
 * Makes a folder appear whole or not at all, whoever else tries at the same time.
 *
 * One process fills a staging folder under a lock and renames it; the others wait and find it there. What a
 * killed process left behind is removed by the next one that holds the lock (the lock itself goes stale after 10 s).
 *
 * @throws whatever `fill` throws, after the staging folder is removed
 */
export async function publishFolder(destination: string, options: PublishOptions): Promise<void> {
  if (await options.isComplete(destination)) return;
  const parent = dirname(destination);
  await mkdir(parent, { recursive: true });
  const lost = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, lost.signal]) : lost.signal;
  const release = await acquire(destination, options, () => lost.abort(lockLost(destination)));
  try {
    if (await options.isComplete(destination)) return;
    const prefix = `${basename(destination)}.partial-`;
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

async function acquire(destination: string, { onWait, signal }: PublishOptions, onLost: () => void): Promise<() => Promise<void>> {
  for (let told = false; ; ) {
    signal?.throwIfAborted();
    try {
      return await lock(destination, { realpath: false, stale: staleAfterMs, onCompromised: onLost });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ELOCKED')) throw error;
    }
    if (!told) onWait?.();
    told = true;
    await wait(200, undefined, signal ? { signal } : {});
  }
}

function lockLost(destination: string): EngineError {
  return new EngineError(
    'LIBRARY_UNAVAILABLE',
    `The lock on ${destination} was lost to another process; perhaps the machine was asleep. Run \`npm run setup\` again.`,
  );
}
