import type { RunKind, Wanted } from '@hourglass/sweeps/run-state';
import type { WorkerIdentity } from './leases.ts';

/** The engine that a worker loaded, and what it did not use. */
export interface WorkerEngine {
  readonly name: string;
  readonly version: string;
  readonly libraryVersion: string | null;
  /** Faster ones that could not be used, why, and what to do about it. */
  readonly declined: readonly { readonly name: string; readonly reason: string; readonly remedy: string }[];
}

/** What a worker says of itself. */
export interface Presence {
  readonly engine: WorkerEngine;
  /** What it takes of the machine's memory, in bytes. */
  readonly memoryBytes: number;
}

/** A run in the hands of a worker. */
export interface HeldRun {
  readonly run: string;
  readonly sweep: string;
  readonly sweepName: string;
  readonly kind: RunKind;
  readonly place: number | null;
  readonly attempt: number;
  readonly step: number;
  readonly totalSteps: number;
  /** The step it went on from, and when. */
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

/** What waits to be trained in a sweep, in the order in which workers take it up, and how fast its runs have gone. */
export interface QueuedSweep {
  readonly sweep: string;
  readonly name: string;
  readonly wanted: Wanted;
  readonly waiting: number;
  readonly running: number;
  /** Waiting, and wanted to pause. */
  readonly paused: number;
  /** Steps that are left to those that wait or run and are wanted to run. */
  readonly stepsLeft: number;
  /** What the last attempts at its runs took, from claim to last sign, and the steps that they made. */
  readonly measuredSeconds: number;
  readonly measuredSteps: number;
}

export interface Queue {
  readonly sweeps: readonly QueuedSweep[];
  /** Sweeps with runs that wait or run. */
  readonly total: number;
  /** Runs that wait, of all sweeps. */
  readonly waiting: number;
}

export interface WorkerRepository {
  /** Says that this worker is there. */
  present(worker: WorkerIdentity, presence: Presence): Promise<void>;
  /** Says that this worker ends. */
  leave(worker: WorkerIdentity): Promise<void>;
  /**
   * Those that were seen since a moment and have not left, and those that hold a run, the oldest first. The moment and all times given are of
   * the caller's clock, also where a worker on this machine has another one.
   */
  list(since: number): Promise<readonly WorkerStatus[]>;
  /**
   * The first sweeps with runs that wait or run, in the order in which workers claim from them, and how many there are in all; of one moment.
   * Takes time for the sweeps that it gives, and counts the others from an index.
   */
  queue(query: { readonly limit: number }): Promise<Queue>;
}
