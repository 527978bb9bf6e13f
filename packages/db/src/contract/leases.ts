import type { ReconstructionKeeping } from '@hourglass/sweeps';
import type { RunKind, Wanted } from '@hourglass/sweeps/run-state';
import type { BlobReference } from './blobs.ts';
import type { CheckpointKeeping } from './checkpoints.ts';
import type { ProcessIdentity } from './hosts.ts';
import type { Run, RunExecutor } from './runs.ts';

/** Identifies a worker's process uniquely across machines and over time. */
export interface WorkerIdentity extends ProcessIdentity {
  readonly hostname: string;
  readonly bootId: string;
}

/**
 * How long a process must observe a dead worker before it counts the death against the run, in milliseconds. If a power cut, a closed
 * container or `kill -9` of a process group ends the worker and its observers together, no observer lives that long.
 */
export const witnessedMilliseconds = 500;

/** Proof of a claim. Every write of a worker carries it and is conditional on the run's attempt number. */
export interface Claim {
  readonly run: Run;
  readonly attempt: number;
  readonly key: number;
}

/** A lease that its worker still holds although the run is wanted to pause or stop. */
export interface UnreleasedLease {
  readonly run: string;
  readonly attempt: number;
  readonly key: number;
  readonly worker: WorkerIdentity;
  readonly wanted: Exclude<Wanted, 'run'>;
  /** The last step that the worker has reported. */
  readonly step: number;
}

/**
 * Claims and leases. Guarantees:
 *
 * - A run is `running` exactly while the lease of its current attempt is open. Both change in one transaction, together with their events.
 *   Each state change appends exactly one event.
 * - Of concurrent claimers, exactly one gets the run. Every write of a worker is conditional on its attempt. Once the attempt has ended, the
 *   write throws LEASE_LOST and changes nothing.
 * - When a run loses its worker (released, expired, died), the same transaction applies the wanted state: the run becomes `stopped` if `stop`
 *   is wanted of it or of its sweep, else `waiting`. No `waiting` run is wanted to `stop` unless it is deleted, or unless a stop of its sweep
 *   is in progress or was interrupted. The next `reclaim` finishes an interrupted stop.
 * - Any process may call every method at any time.
 */
export interface LeaseRepository {
  /**
   * Claims the oldest waiting run whose wanted state is `run`, increments its attempt number and removes the recordings after its last
   * checkpoint. Returns null if no run is waiting. Recordings are removed in bounded transactions, from the end, before the one that claims: after
   * each, the run is consistent and shorter, and other workers write in between.
   *
   * `kind: 'run'` skips baselines. `kind: 'baseline'` selects only baselines, and none while another baseline is running, because the
   * baselines of a dataset share one fit. Without a kind, baselines come first. A worker may hold claims of both kinds at once.
   *
   * A suspect (see `reclaim`) goes only to a worker that holds nothing else. While a suspect that could be claimed waits, a worker that holds
   * a claim gets nothing more, and a free worker gets only the suspect. A worker that holds a suspect gets nothing beside it.
   */
  claim(
    worker: WorkerIdentity,
    options: { readonly leaseMilliseconds: number; readonly sweep?: string; readonly kind?: RunKind },
  ): Promise<Claim | null>;
  /**
   * Records what runs the steps of the claimed run. It stays when the run is resumed, extended or retried; only a worker that begins the run anew
   * may record another.
   *
   * @throws DbError LEASE_LOST
   */
  recordExecutor(claim: Claim, executor: RunExecutor): Promise<void>;
  /** Extends the lease, records progress and returns the wanted state. @throws DbError LEASE_LOST */
  heartbeat(claim: Claim, progress: { readonly step: number }): Promise<{ readonly wanted: Wanted }>;
  /**
   * Ends the attempt before the run has ended: `running → waiting`, or `running → stopped` if `stop` is wanted. A worker calls this after it
   * has read a wanted state of pause or stop. The wanted state may have changed since; the current one applies.
   *
   * @throws DbError LEASE_LOST
   */
  release(claim: Claim, reason: string): Promise<{ readonly state: 'waiting' | 'stopped' }>;
  /**
   * `running → complete | pruned | failed`. Also thins the run's checkpoints and reconstructions if `keep` and `keepReconstructions` are
   * given. Returns the blobs that are no longer referenced, which the caller must remove.
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
  /**
   * Appends an event that the worker is losing or has lost its lease. This is the only write that is allowed after the loss, and the only one for a
   * process that does not hold the claim.
   */
  reportLoss(claim: Pick<Claim, 'key' | 'attempt'>, message: string): Promise<void>;
  /**
   * Removes an unusable checkpoint and then rewinds the claimed run to the previous one, or to its start, in bounded transactions. Returns the
   * updated claim, and the blobs that the caller must remove. After an error between the transactions, the next claim completes the rewind.
   *
   * @throws DbError LEASE_LOST
   */
  withoutCheckpoint(
    claim: Claim,
    checkpoint: number,
    reason: string,
  ): Promise<{ readonly claim: Claim; readonly released: readonly BlobReference[] }>;
  /** Open leases whose run is wanted to pause or stop. Changes nothing; reads one index entry per open lease. */
  unreleased(): Promise<readonly UnreleasedLease[]>;
  /** Ids of runs whose lease is lost but still open. Changes nothing; also works on a store opened for reading. */
  lost(): Promise<readonly string[]>;
  /**
   * Ends lost leases and returns the ids of their runs. A lease is lost
   *
   * - if its worker's process no longer exists. Processes on the same host detect this immediately, and also after a reboot;
   * - if the last heartbeat is older than the lease duration and the worker is not known to be alive: it is suspended, or this process can't
   *   see it (another container, a copied home). The age is measured by the machine's uptime, or by wall clocks between machines.
   *
   * Nothing else depends on wall clocks: a worker that this host knows to be alive keeps its run.
   *
   * A death counts against the run only if a process has outlived the worker: it opened the store before the worker's last heartbeat and has
   * observed the death for half a second. Until then, it leaves the lease open. Another process (a command that has just started, an action on the
   * run) ends the lease at once; the process that observed the death counts it all the same, unless the run has made progress or ended meanwhile. A
   * run fails after three counted deaths without a new checkpoint. An incident that ends all processes at once therefore fails no run.
   *
   * A death also counts only if the worker held no other lease. If it held several, either run may be the cause: all of them become suspects,
   * which are tried alone until they record a checkpoint or end. The leases of one worker end in one transaction.
   *
   * Also finishes interrupted stops (SteeringRepository): waiting runs whose own or whose sweep's wanted state is `stop` become `stopped` in
   * bounded transactions, with one event each. Their ids are not returned. A stop that a living process is carrying out is left alone. This
   * reads one index entry per sweep with waiting runs.
   *
   * Queries return stored states, so processes that display runs call this first: the command line before each command, and workers and the
   * process that started them periodically.
   */
  reclaim(): Promise<readonly string[]>;
  /**
   * Ids of sweeps with waiting runs that are wanted to stop: a stop is in progress, or the process that carried it out died. Changes nothing;
   * also works on a store opened for reading.
   */
  unfinishedStops(): Promise<readonly string[]>;
}
