import { setTimeout as sleep } from 'node:timers/promises';
import { DbError } from '@hourglass/db';

const transientCodes: ReadonlySet<string> = new Set(['DISK_FULL', 'DATABASE_BUSY']);

/** How long a worker waits after a transient error before it tries again, in milliseconds. */
const retryMilliseconds = 2_000;

/** Transient errors that the run did not cause: the claim is released, the run is retried, and the worker continues. */
export function isTransientError(error: unknown): boolean {
  return error instanceof DbError && transientCodes.has(error.code);
}

/** Waits before another try. An abort ends the wait early; the caller checks the signal. */
export async function waitAfterTransientError(signal: AbortSignal): Promise<void> {
  await idle(signal, retryMilliseconds);
}

/** Sleeps until the time is over or the signal aborts. */
export async function idle(signal: AbortSignal, milliseconds: number): Promise<void> {
  try {
    await sleep(milliseconds, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
