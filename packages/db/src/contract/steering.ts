import type { Wanted } from '@hourglass/sweeps/run-state';
import type { NewEvent } from './events.ts';
import type { OnProgress } from './progress.ts';
import type { AddedRuns, NewSweep } from './sweeps.ts';

export type SteeringTarget = { readonly run: string } | { readonly sweep: string };

export interface SteeredBy {
  readonly source: NewEvent['source'];
  /** The reason as a sentence, if the action was not simply requested by a person. */
  readonly reason?: string;
  /** Counts targets, or runs if an action on sweeps changes their runs. */
  readonly onProgress?: OnProgress;
}

/** The result of an action. The message is the text of the event, and is shown to the user. */
export interface Steered {
  readonly id: string;
  readonly message: string;
  /** True if the target already had the requested state, so that nothing was changed. */
  readonly isUnchanged?: true;
}

export const steeringActions = ['pause', 'resume', 'stop', 'retry', 'remove', 'restore'] as const;

/** `restore` undoes a deletion within its undo period. */
export type SteeringAction = (typeof steeringActions)[number];

export interface RemovedBy extends SteeredBy {
  /** Undo period of the deletion, in milliseconds. Nothing is reclaimed before it ends. Without it, the deletion can't be undone. */
  readonly undoMilliseconds?: number;
}

/** The result of an action on several targets. */
export interface SteeredMany {
  readonly done: readonly Steered[];
  /** Targets that do not exist or whose state does not allow the action, each with the reason as a sentence. They are unchanged. */
  readonly refused: readonly { readonly id: string; readonly reason: string }[];
}

/**
 * Changes the wanted state of runs and sweeps. Workers apply it at their next recording or heartbeat.
 *
 * Guarantees:
 * - **Bounded transactions.** An action on any number of runs never holds the write lock much longer than 0.1 s. Between two of its
 *   transactions, every process that waits for the lock gets it. Concurrent workers miss no heartbeat.
 * - **Atomic for each run.** A run and its event, which names the source, change together or not at all. The decision depends on the run's state in the
 *   transaction that changes it. Runs that changed meanwhile are refused or skipped, never overwritten.
 * - **Wanted state first.** The wanted state of a sweep commits before any of its runs is changed, so no worker claims a run in between. A
 *   later action on the sweep, by any process, takes precedence over the rest of an earlier one.
 * - **Repeatable.** An interrupted action (a crash, DATABASE_BUSY, DISK_FULL) leaves each run either changed or unchanged. Repeating the
 *   action completes it and appends no event twice. The next `leases.reclaim` of any process completes an interrupted stop.
 * - Any process may call every method concurrently.
 *
 * @throws DbError STATE_CONFLICT with a sentence if the state of a run does not allow the action, NOT_FOUND, AMBIGUOUS_ID, ID_INVALID. Nothing is
 * changed then.
 */
export interface SteeringRepository {
  /** `pause`: workers checkpoint and release the runs, which then wait; `run`: resumes them; `stop`: ends them and keeps their recordings. */
  want(target: SteeringTarget, wanted: Wanted, by: SteeredBy): Promise<Steered>;
  /**
   * Returns a failed or stopped run, or all of a sweep, to `waiting`, to continue from the last checkpoint or from the start. From the start,
   * its recordings are removed first, beginning with the checkpoints. If that is interrupted, the run still starts from the beginning.
   */
  retry(target: SteeringTarget, by: SteeredBy & { readonly fromStart?: boolean }): Promise<Steered>;
  /** Sets a tombstone. `storage.collect` removes the rows and blobs once no worker holds the runs. */
  remove(target: SteeringTarget, by: RemovedBy): Promise<Steered>;
  /** The number of epochs of an extendable run, or a sentence that explains why the run can't be extended. Changes nothing. */
  extension(run: string): Promise<{ readonly epochs: number } | { readonly refusal: string }>;
  /**
   * Applies one action to many targets: once to each target whose state allows it, even if it is listed several times. Throws for no target.
   * Both lists are in the order of the targets, runs before sweeps. `restore` accepts only whole ids.
   */
  many(targets: readonly SteeringTarget[], action: SteeringAction, by: RemovedBy): Promise<SteeredMany>;
  /** Adds epochs to a complete run that kept its optimizer's state. One transaction. */
  extend(run: string, epochs: number, by: SteeredBy): Promise<Steered>;
  /**
   * Adds the runs of a wider spec to a sweep. The sweep is then found by each of its specs. The spec commits first, then the runs, in slices.
   */
  widen(sweep: string, wider: NewSweep, by: SteeredBy): Promise<Steered & AddedRuns>;
}
