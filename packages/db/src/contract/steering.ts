import type { Wanted } from '@hourglass/sweeps/run-state';
import type { NewEvent } from './events.ts';
import type { NewSweep } from './sweeps.ts';

export type SteeringTarget = { readonly run: string } | { readonly sweep: string };

export interface SteeredBy {
  readonly source: NewEvent['source'];
  /** Why, as a sentence, where it was not simply a person's wish. */
  readonly reason?: string;
}

/** What was done, as the event says it and as it is to be told. */
export interface Steered {
  readonly id: string;
  readonly message: string;
  /** It was wanted so already: nothing was changed. */
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
 * Every change is told by an event with its source, and obeyed by the worker's next heartbeat.
 *
 * @throws DbError STATE_CONFLICT with a sentence where the state of a run does not allow it, NOT_FOUND, AMBIGUOUS_ID, ID_INVALID
 */
export interface SteeringRepository {
  /** `pause`: checkpointed and released, waits; `run`: goes on; `stop`: ends for good, with what it has. */
  want(target: SteeringTarget, wanted: Wanted, by: SteeredBy): Promise<Steered>;
  /** Puts a failed or stopped run, or all of a sweep, back to waiting: from its last checkpoint, or from the start. */
  retry(target: SteeringTarget, by: SteeredBy & { readonly fromStart?: boolean }): Promise<Steered>;
  /** Deletes: a tombstone at once; rows and blobs go when no worker has them any more (`storage.collect`). */
  remove(target: SteeringTarget, by: RemovedBy): Promise<Steered>;
  /** How many epochs a run has that can be given more, or why it can't, as a sentence. Changes nothing. */
  extension(run: string): Promise<{ readonly epochs: number } | { readonly whyNot: string }>;
  /** One thing done to several, many to a transaction: to each whose state allows it. Throws for none of them. */
  many(targets: readonly SteeringTarget[], action: SteeringAction, by: RemovedBy): Promise<SteeredMany>;
  /** More epochs for a complete run that kept its optimizer's state. */
  extend(run: string, epochs: number, by: SteeredBy): Promise<Steered>;
  /** Adds to a sweep the runs that a wider spec of it describes; it is found by each of its specs from then on. */
  widen(sweep: string, wider: NewSweep, by: SteeredBy): Promise<Steered & { readonly addedRuns: number }>;
}
