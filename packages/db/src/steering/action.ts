import type { Queries } from '../client.ts';
import type { SteeredRun, SteeredSweep } from './steered-rows.ts';

/** What an action does to one run or sweep: nothing because its state does not allow it, nothing because it is so already, or something. */
export type Decision<Message = string> = { readonly refusal: string } | { readonly unchanged: string } | { readonly message: Message };

/** An action on runs. Runs are decided one by one and changed many at once. */
export interface RunAction {
  /** Whether it is done to deleted runs, too. */
  readonly withDeleted?: boolean;
  /** By the run as it stands in the transaction that changes it. */
  decide(run: SteeredRun): Decision;
  /** Changes the runs that it was decided for, and tells each by an event: a fixed number of statements, whatever the number of runs. */
  change(transaction: Queries, runs: readonly SteeredRun[]): Promise<void>;
}

/** An action on sweeps: first what is wanted of them, then the runs that this concerns. */
export interface SweepAction {
  readonly withDeleted?: boolean;
  /** The message is told once the runs are changed. */
  decide(sweep: SteeredSweep): Decision<(changedRuns: number) => string>;
  /** Changes the sweeps themselves and tells each by an event. What it leaves is durable before the first of their runs is changed. */
  change(transaction: Queries, sweeps: readonly SteeredSweep[]): Promise<void>;
  readonly runs?: FollowingRuns;
}

/** What an action on sweeps does to their runs. */
export interface FollowingRuns {
  /** Keys of the runs that follow their sweeps, in order. */
  find(queries: Queries, sweepKeys: readonly number[]): Promise<readonly number[]>;
  /** Changes those of them that still follow: a later wish for their sweep ends an earlier one. Gives the sweep of each changed run. */
  change(transaction: Queries, runKeys: readonly number[]): Promise<readonly number[]>;
}
