import type { RunKind, Wanted } from '@hourglass/sweeps/run-state';
import type { BlobReference } from './blobs.ts';
import type { CheckpointKeeping } from './checkpoints.ts';
import type { Run } from './runs.ts';

export interface WorkerIdentity {
  readonly hostname: string;
  readonly bootId: string;
  readonly pid: number;
  /** Start time of the process, so that a reused pid is not taken for the old worker. */
  readonly startedAt: number;
}

/** Proof of a claim. Every write of a worker carries it and is conditional on the run's attempt number. */
export interface Claim {
  readonly run: Run;
  readonly attempt: number;
  readonly key: number;
}

export interface LeaseRepository {
  /**
   * Claims the oldest waiting run that is wanted to run (in one immediate transaction: many claimers, one winner), raises its attempt
   * number and removes what was recorded past its last checkpoint. Null when nothing waits.
   *
   * `kind: 'run'` passes over baselines. `kind: 'baseline'` gives only baselines, and none while another one is running: those of a data
   * set share one fit. Without a kind baselines come first. A worker may hold claims of both kinds at once.
   */
  claim(
    worker: WorkerIdentity,
    options: { readonly leaseMilliseconds: number; readonly sweep?: string; readonly kind?: RunKind },
  ): Promise<Claim | null>;
  /** Extends the lease, records progress and tells what a person wants. @throws DbError LEASE_LOST */
  heartbeat(claim: Claim, progress: { readonly step: number }): Promise<{ readonly wanted: Wanted }>;
  /** Gives the run back: `running → waiting`. @throws DbError LEASE_LOST */
  release(claim: Claim, reason: string): Promise<void>;
  /**
   * `running → complete | pruned | failed | stopped`. Where `keep` is given its checkpoints are thinned with it, and the blobs that
   * nothing refers to any more come back for the caller to remove. @throws DbError LEASE_LOST
   */
  finish(
    claim: Claim,
    end: {
      readonly state: 'complete' | 'pruned' | 'failed' | 'stopped';
      readonly exitReason: string | null;
      readonly keep?: CheckpointKeeping;
    },
  ): Promise<readonly BlobReference[]>;
  /** The only thing that a worker writes of a run which is no longer its own: that it found out. */
  reportLoss(claim: Claim, message: string): Promise<void>;
  /**
   * Forgets a checkpoint that can't be used and takes the claimed run back to the one before it, or to its start: the claim as it stands
   * then, and the blobs for the caller to remove. @throws DbError LEASE_LOST
   */
  withoutCheckpoint(
    claim: Claim,
    checkpoint: number,
    reason: string,
  ): Promise<{ readonly claim: Claim; readonly released: readonly BlobReference[] }>;
  /**
   * Puts runs back to waiting whose lease ran out or whose worker is known dead (same host, same boot, no such process). One whose workers
   * died three times without its getting on is `failed`. Gives the ids of all of them.
   */
  reclaim(observer: {
    readonly hostname: string;
    readonly bootId: string;
    readonly isAlive: (worker: WorkerIdentity) => boolean;
  }): Promise<readonly string[]>;
}
