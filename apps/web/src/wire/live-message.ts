import type { StoredEvent, WorkerStatus } from '@hourglass/db';

export type LiveEvent = Omit<StoredEvent, 'data'>;

export interface ChangedRun {
  readonly id: string;
  readonly sweep: string;
}

/**
 * The changes since the last message. It names the changed rows, and the page fetches those that it shows. Applying a message twice has no
 * further effect.
 */
export interface LiveMessage {
  /** Id of the last event that the message covers. The next message starts after it. */
  readonly cursor: number;
  /** There are too many changes to list: the page must refetch everything it shows. */
  readonly reset: boolean;
  /** Oldest first. */
  readonly events: readonly LiveEvent[];
  /** Runs with events or with progress in training. */
  readonly runs: readonly ChangedRun[];
  /** Ids of sweeps with events. */
  readonly sweeps: readonly string[];
  /** The current state of all workers, or null if none has changed. */
  readonly workers: readonly WorkerStatus[] | null;
  /** Why updates are unavailable at the moment, as a sentence. */
  readonly problem: string | null;
}

export function resetMessage(cursor: number): LiveMessage {
  return { cursor, reset: true, events: [], runs: [], sweeps: [], workers: null, problem: null };
}
