import type { ReconstructionKeeping } from '@hourglass/sweeps';
import type { RunKind, Wanted } from '@hourglass/sweeps/run-state';
import type { BlobReference } from './blobs.ts';
import type { CheckpointKeeping } from './checkpoints.ts';
import type { ProcessIdentity } from './hosts.ts';
import type { Run } from './runs.ts';

/** A worker's process, told from every other one on every machine at any time. */
export interface WorkerIdentity extends ProcessIdentity {
  readonly hostname: string;
  readonly bootId: string;
}

/**
 * For how long a process watches a dead worker, in milliseconds, before it holds the death against the run. What kills a worker together with
 * the processes that watch it (a power cut, a closed container, `kill -9` of a group) does not leave them that long.
 */
export const witnessedMilliseconds = 500;

/** Proof of a claim. Every write of a worker carries it and is conditional on the run's attempt number. */
export interface Claim {
  readonly run: Run;
  readonly attempt: number;
  readonly key: number;
}

/**
 * Claims and what becomes of them. Guarantees:
 *
 * - A run is `running` exactly while one lease on it is open: the one of its current attempt. Both change in one transaction, together with
 *   the events that tell of it; a state change is told by exactly one event.
 * - Of concurrent claimers one gets the run. Every write of a worker is conditional on its attempt: after the attempt has ended, however it
 *   ended, the write throws LEASE_LOST and leaves nothing behind.
 * - Whenever a run loses its worker (released, expired, died), what a person wants is honoured in the same transaction: it becomes `stopped`
 *   where `stop` is wanted of it or of its sweep, and waits otherwise. No `waiting` run is wanted to `stop`,
 *   unless it is deleted, or a stop of its sweep is in progress or was interrupted: then the next `reclaim` ends it.
 * - Any process may call any of these at any time.
 */
export interface LeaseRepository {
  /**
   * Claims the oldest waiting run that is wanted to run, raises its attempt number and removes what was recorded past its last checkpoint.
   * Null when nothing waits.
   *
   * `kind: 'run'` passes over baselines. `kind: 'baseline'` gives only baselines, and none while another one is running: those of a data
   * set share one fit. Without a kind baselines come first. A worker may hold claims of both kinds at once.
   */
  claim(
    worker: WorkerIdentity,
    options: { readonly leaseMilliseconds: number; readonly sweep?: string; readonly kind?: RunKind },
  ): Promise<Claim | null>;
  /** Extends the lease, records progress and gives what a person wants. @throws DbError LEASE_LOST */
  heartbeat(claim: Claim, progress: { readonly step: number }): Promise<{ readonly wanted: Wanted }>;
  /**
   * Ends the attempt before the run has ended: `running → waiting`, or `running → stopped` where a person wants that now. A worker that was
   * told to pause or stop calls this; what it was told may have been taken back since.
   *
   * @throws DbError LEASE_LOST
   */
  release(claim: Claim, reason: string): Promise<{ readonly state: 'waiting' | 'stopped' }>;
  /**
   * `running → complete | pruned | failed`. Where they are given, its checkpoints and reconstructions are thinned with it, and the blobs
   * that nothing refers to any more come back for the caller to remove.
   *
   * @throws DbError LEASE_LOST
   */
  finish(
    claim: Claim,
    end: {
      readonly state: 'complete' | 'pruned' | 'failed';
      readonly exitReason: string | null;
      readonly keep?: CheckpointKeeping;
      readonly keepReconstructions?: ReconstructionKeeping;
    },
  ): Promise<readonly BlobReference[]>;
  /** The only thing that a worker writes of a run which is no longer its own: that it found out. */
  reportLoss(claim: Claim, message: string): Promise<void>;
  /**
   * Forgets a checkpoint that can't be used and takes the claimed run back to the one before it, or to its start. Gives the claim as it
   * stands then, and the blobs for the caller to remove.
   *
   * @throws DbError LEASE_LOST
   */
  withoutCheckpoint(
    claim: Claim,
    checkpoint: number,
    reason: string,
  ): Promise<{ readonly claim: Claim; readonly released: readonly BlobReference[] }>;
  /** Ids of runs whose lease is lost and not ended yet. Changes nothing; a store opened for reading can tell, too. */
  lost(): Promise<readonly string[]>;
  /**
   * Ends lost leases and gives the ids of their runs. A lease is lost
   *
   * - when its worker's process is gone: this host sees so at once, and after a restart of the machine it is known;
   * - when nothing was heard of the worker for the length of the lease, by the uptime of the machine, and it is not known to be alive: it is
   *   suspended, or this process can't see it (another container, a copied home). Between machines the time of day has to do.
   *
   * Nothing else depends on wall clocks: a worker that this host knows to be alive keeps its run, whatever clocks say.
   *
   * A death is held against the run only by a process that outlived it: one that had the store open before the worker was last heard of, and
   * still watches half a second after it saw that the worker is gone. Until then it leaves the lease open. A run against which three deaths are
   * held without its getting past a checkpoint is `failed`. Whatever ends all processes at once therefore fails no run.
   *
   * Then finishes what an interrupted stop left (SteeringRepository): waiting runs that are wanted to stop, themselves or by their sweep, become
   * `stopped` in bounded transactions, each told by one event, and are not among the ids given. Leaves alone a stop that a living process is
   * at. Where nothing waits this costs nothing; else it reads one entry of an index for each sweep that has waiting runs.
   *
   * Lists show states as they are stored. Whoever shows runs therefore calls this first: the command line before each command, workers and
   * the process that started them while they live.
   */
  reclaim(): Promise<readonly string[]>;
  /**
   * Ids of sweeps with runs that wait although they are wanted to stop: a stop is in progress, or the process that stopped them died in the
   * middle. Changes nothing; a store opened for reading can tell, too.
   */
  unfinishedStops(): Promise<readonly string[]>;
}
