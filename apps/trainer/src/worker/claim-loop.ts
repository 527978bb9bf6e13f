import { thisProcess } from '@hourglass/db';
import { messageOf } from '@hourglass/presentation';
import type { RunKind } from '@hourglass/sweeps/run-state';
import { reclaimLost } from './reclaim-lost.ts';
import { runClaim, type WorkerContext } from './run-claim.ts';
import { idle, isTransientError, waitAfterTransientError } from './transient-errors.ts';

export interface ClaimOptions {
  readonly leaseMilliseconds: number;
  /** Only runs of this sweep. */
  readonly sweep?: string;
  /** Only runs, or only baselines. */
  readonly kind: RunKind;
  /** Called and awaited whenever there is nothing to do, with the milliseconds since the last run. */
  readonly onIdle?: (idleFor: number) => Promise<void>;
}

/** How often an idle loop polls for changes, and after how long it tries to claim without one, in milliseconds. */
const pollMilliseconds = 100;
const idleMilliseconds = 1_000;

/** Claims and trains runs, or fits baselines, one after the other until the signal aborts. */
export async function claimLoop(context: WorkerContext, options: ClaimOptions): Promise<void> {
  const { store, signal, warn } = context;
  let lastProblem = '';
  let idleSince: number | null = null;
  while (!signal.aborted) {
    try {
      const version = store.dataVersion();
      if (await claimAndRun(context, options)) {
        idleSince = null;
      } else {
        idleSince ??= performance.now();
        await options.onIdle?.(performance.now() - idleSince);
        await waitForChange(context, version);
      }
      if (lastProblem !== '') warn('The problem is gone. This worker continues.');
      lastProblem = '';
    } catch (error) {
      if (!isTransientError(error)) throw error;
      if (lastProblem !== messageOf(error)) warn(`${messageOf(error)} This worker will retry.`);
      lastProblem = messageOf(error);
      await waitAfterTransientError(signal);
    }
  }
}

/** Returns whether there was anything to do. */
async function claimAndRun(context: WorkerContext, options: ClaimOptions): Promise<boolean> {
  const { store, warn } = context;
  // Before each claim, not only at the next periodic check: a worker that was just started may replace a dead one.
  await reclaimLost(store, warn);
  const claim = await store.leases.claim(thisProcess(), options);
  if (claim === null) return false;
  try {
    await runClaim(context, claim);
  } finally {
    // Deleted while this worker held the claim: it is released now, so the storage can be freed.
    if ((await store.runs.getMany([claim.run.id])).length === 0) await store.storage.collect();
  }
  return true;
}

/** Waits for a commit, but not longer than `idleMilliseconds`: a killed worker commits nothing, and its run should be taken over soon. */
async function waitForChange({ store, signal }: WorkerContext, version: number): Promise<void> {
  const until = performance.now() + idleMilliseconds;
  while (!signal.aborted && store.dataVersion() === version && performance.now() < until) await idle(signal, pollMilliseconds);
}
