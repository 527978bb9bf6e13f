import type { Queries } from '../client.ts';
import type { SteeredRun, SteeredSweep } from './steered-rows.ts';

/**
 * The effect of an action on one run or sweep: refused by its state, unchanged because it already has the requested state, or changed with
 * a message.
 */
export type Decision<Message = string> = { readonly refusal: string } | { readonly unchanged: string } | { readonly message: Message };

/** An action on runs. Each run is decided individually; all changes of a transaction are written together. */
export interface RunAction {
  /** Whether the action also applies to deleted runs. */
  readonly withDeleted?: boolean;
  /** Decides by the run's state in the transaction that changes it. */
  decide(run: SteeredRun): Decision;
  /**
   * Changes the runs for which `decide` returned a message and appends an event for each. Executes a fixed number of statements for any
   * number of runs.
   */
  change(transaction: Queries, runs: readonly SteeredRun[]): Promise<void>;
}

/** An action on sweeps. It first changes the sweeps' wanted state, then the affected runs. */
export interface SweepAction {
  readonly withDeleted?: boolean;
  /** The message is built after the runs are changed. */
  decide(sweep: SteeredSweep): Decision<(changedRuns: number) => string>;
  /** Changes the sweeps and appends an event for each. The change is committed before any of their runs is changed. */
  change(transaction: Queries, sweeps: readonly SteeredSweep[]): Promise<void>;
  readonly runs?: FollowingRuns;
}

/** The effect of an action on sweeps on their runs. */
export interface FollowingRuns {
  /** Keys of the runs to change, in order. */
  find(queries: Queries, sweepKeys: readonly number[]): Promise<readonly number[]>;
  /**
   * Changes those runs to which the action still applies; a later action on their sweep takes precedence. Returns the sweep key of each
   * changed run.
   */
  change(transaction: Queries, runKeys: readonly number[]): Promise<readonly number[]>;
}
