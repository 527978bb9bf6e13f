import { type Claim, DbError, type Store } from '@hourglass/db';
import { messageOf } from '@hourglass/presentation';
import { isTransientError, waitAfterTransientError } from './transient-errors.ts';

interface Releaser {
  readonly store: Store;
  /** Aborts when the worker itself is to end. */
  readonly signal: AbortSignal;
  readonly warn: (line: string) => void;
}

/**
 * Releases a claim as soon as the store can be written. The lease of a living process does not expire (docs/adr/0009), so a claim that stays
 * open would block its run for as long as this worker lives.
 *
 * Returns without a release after an abort: the lease then ends with this process.
 */
export async function releaseWhenPossible({ store, signal, warn }: Releaser, claim: Claim, reason: string): Promise<void> {
  let isReported = false;
  for (;;) {
    try {
      await store.leases.release(claim, reason);
      return;
    } catch (error) {
      if (error instanceof DbError && error.code === 'LEASE_LOST') return;
      if (!isTransientError(error)) throw error;
      if (!isReported) warn(`${messageOf(error)} This worker will retry.`);
      isReported = true;
    }
    if (signal.aborted) return;
    // An abort ends the wait; the loop then tries once more.
    await waitAfterTransientError(signal);
  }
}
