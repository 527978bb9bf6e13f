import type { Wanted } from '@hourglass/sweeps/run-state';
import type { NewEvent } from './events.ts';
import type { OnProgress } from './progress.ts';
import type { NewSweep } from './sweeps.ts';

export type SteeringTarget = { readonly run: string } | { readonly sweep: string };

export interface SteeredBy {
  readonly source: NewEvent['source'];
  /** Why, as a sentence, where it was not simply a person's wish. */
  readonly reason?: string;
  /** Counts targets; where an action on sweeps changes their runs, those runs. */
  readonly onProgress?: OnProgress;
}

/** What was done, as the event says it and as it is to be told. */
export interface Steered {
  readonly id: string;
  readonly message: string;
  /** It was so already: nothing was changed. */
  readonly isUnchanged?: true;
}

export const steeringActions = ['pause', 'resume', 'stop', 'retry', 'remove', 'restore'] as const;

/** `restore` takes a deletion back, while that can be. */
export type SteeringAction = (typeof steeringActions)[number];

export interface RemovedBy extends SteeredBy {
  /** How long the deletion can be taken back, in milliseconds: nothing is reclaimed before. Not at all where it is missing. */
  readonly undoMilliseconds?: number;
}

/** What came of steering several. */
export interface SteeredMany {
  readonly done: readonly Steered[];
  /** Those whose state does not allow it, or that are not there, each with the sentence that says so. They are as they were. */
  readonly refused: readonly { readonly id: string; readonly reason: string }[];
}

/**
 * What people want of runs and sweeps. Workers obey with their next recording or heartbeat.
 *
 * Guarantees:
 * - **Bounded transactions.** However many runs an action changes, no transaction of it holds the write lock much longer than 0.1 s, and
 *   between two of them every process that waits for the lock gets it. A worker beside it misses no heartbeat.
 * - **Atomic for each run.** A run is changed together with the event that tells of it, with its source, or not at all. It is decided by its
 *   state in the transaction that changes it; runs that changed meanwhile are refused or left out, never overwritten.
 * - **The wish first.** What is wanted of a sweep commits before the first of its runs is changed, so that nobody claims one meanwhile. A later
 *   wish for the sweep, of whatever process, ends what is left of an earlier action on it.
 * - **Repeatable.** An action that is interrupted (a crash, DATABASE_BUSY, DISK_FULL) leaves each run changed or unchanged. The same action
 *   again completes it and tells nothing twice. An interrupted stop is completed by the next `leases.reclaim` of any process.
 * - Every method may be called concurrently, by any process.
 *
 * @throws DbError STATE_CONFLICT with a sentence where the state of a run does not allow it, NOT_FOUND, AMBIGUOUS_ID, ID_INVALID; then nothing was
 * changed
 */
export interface SteeringRepository {
  /** `pause`: checkpointed and released, waits; `run`: goes on; `stop`: ends for good, with what it has. */
  want(target: SteeringTarget, wanted: Wanted, by: SteeredBy): Promise<Steered>;
  /**
   * Puts a failed or stopped run, or all of a sweep, back to waiting: from its last checkpoint, or from the start. From the start, what it
   * recorded is removed first, its checkpoints before all else: a run that is left in between begins at its start whenever it is claimed.
   */
  retry(target: SteeringTarget, by: SteeredBy & { readonly fromStart?: boolean }): Promise<Steered>;
  /** Deletes: a tombstone at once; rows and blobs go when no worker has them any more (`storage.collect`). */
  remove(target: SteeringTarget, by: RemovedBy): Promise<Steered>;
  /** How many epochs a run has that can be given more, or why it can't, as a sentence. Changes nothing. */
  extension(run: string): Promise<{ readonly epochs: number } | { readonly whyNot: string }>;
  /**
   * One action on many targets: on each whose state allows it, once, however often it is named. Throws for none of them. Both lists are in the
   * order of the targets, runs before sweeps. `restore` takes whole ids.
   */
  many(targets: readonly SteeringTarget[], action: SteeringAction, by: RemovedBy): Promise<SteeredMany>;
  /** More epochs for a complete run that kept its optimizer's state. One transaction. */
  extend(run: string, epochs: number, by: SteeredBy): Promise<Steered>;
  /**
   * Adds to a sweep the runs that a wider spec of it describes; it is found by each of its specs from then on. The spec commits first, then
   * the runs, in slices.
   */
  widen(sweep: string, wider: NewSweep, by: SteeredBy): Promise<Steered & { readonly addedRuns: number }>;
}
