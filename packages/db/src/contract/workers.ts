import type { RunKind, Wanted } from '@hourglass/sweeps/run-state';
import type { WorkerIdentity } from './leases.ts';

/** The engine that a worker loaded, and the faster ones that it could not use. */
export interface WorkerEngine {
  readonly name: string;
  readonly version: string;
  readonly libraryVersion: string | null;
  /** Faster engines that could not be used, each with the reason and a remedy. */
  readonly declined: readonly { readonly name: string; readonly reason: string; readonly remedy: string }[];
  /** Its rate of matrix products on one thread, in 10⁹ operations per second; null until it is measured. */
  readonly gflops: number | null;
}

/** What a worker reports about itself. */
export interface Presence {
  readonly engine: WorkerEngine;
  /** Its resident memory, in bytes. */
  readonly memoryBytes: number;
}

/** A run that a worker holds. */
export interface HeldRun {
  readonly run: string;
  readonly sweep: string;
  readonly sweepName: string;
  readonly kind: RunKind;
  /** Number of the run; null for a baseline. */
  readonly number: number | null;
  readonly attempt: number;
  readonly step: number;
  readonly totalSteps: number;
  /** The step at which this attempt began, and when. */
  readonly fromStep: number;
  readonly claimedAt: number;
  readonly heartbeatAt: number;
}

export interface WorkerStatus extends WorkerIdentity {
  readonly key: number;
  readonly seenAt: number;
  readonly endedAt: number | null;
  readonly memoryBytes: number | null;
  readonly engine: WorkerEngine | null;
  readonly held: HeldRun | null;
}

/** The unfinished runs of a sweep, and the measured speed of its runs. */
export interface QueuedSweep {
  readonly sweep: string;
  readonly name: string;
  readonly wanted: Wanted;
  readonly waiting: number;
  readonly running: number;
  /** Waiting runs that are wanted to pause. */
  readonly paused: number;
  /** Remaining steps of unfinished runs that are wanted to run. */
  readonly stepsLeft: number;
  /** Duration of the last attempt of each run, from its claim to its end or last heartbeat, and the steps of these attempts. */
  readonly measuredSeconds: number;
  readonly measuredSteps: number;
}

export interface Queue {
  readonly sweeps: readonly QueuedSweep[];
  /** Number of all sweeps with waiting or running runs. */
  readonly total: number;
  /** Number of waiting runs over all sweeps. */
  readonly waiting: number;
}

/** Any process may call every method concurrently; each is one transaction. */
export interface WorkerRepository {
  /** Records that this worker lives, also after it has left. A power cut can lose the last reports. */
  present(worker: WorkerIdentity, presence: Presence): Promise<void>;
  /** Records that this worker ends. It ends no lease. A worker that is unknown is no error. */
  leave(worker: WorkerIdentity): Promise<void>;
  /**
   * Workers that were seen since a time and have not left, and those that hold a run, the oldest first. `since` and all returned times are in the
   * caller's clock, in UTC milliseconds, even if a worker of this machine uses another clock.
   */
  list(since: number): Promise<readonly WorkerStatus[]>;
  /**
   * The first `limit` sweeps with waiting or running runs, in the order in which workers claim from them, and the totals of all. The time depends on
   * the returned sweeps; the others are counted from an index.
   */
  queue(query: { readonly limit: number }): Promise<Queue>;
}
