import type { Dataset } from '@hourglass/datasets';
import { type Claim, DbError, type Provenance, type Store } from '@hourglass/db';
import type { Engine } from '@hourglass/engine';
import { messageOf } from '@hourglass/presentation';
import type { ReconstructionKeeping } from '@hourglass/sweeps';
import { createRecorder, type Recorder } from '../recording/recorder.ts';
import type { ProbeSetOf } from '../recording/stored-probe-sets.ts';
import { fitClaimedBaseline } from './baselines/fit-baseline.ts';
import type { ClaimedWork } from './claimed-work.ts';
import { type Interruption, startHeartbeat } from './heartbeat.ts';
import { releaseWhenPossible } from './release-when-possible.ts';
import { resumePoint } from './resume-point.ts';
import { createRunLog, type RunLog } from './run-log.ts';
import { trainClaimedRun } from './train-run.ts';
import { isTransientError } from './transient-errors.ts';

export interface WorkerContext {
  readonly store: Store;
  readonly engine: Engine;
  /** Provenance of this process; constant, because its code stays loaded. */
  readonly provenance: Provenance;
  readonly heartbeatMilliseconds: number;
  readonly checkpointMilliseconds: number;
  /** Aborts when the worker itself is to end. */
  readonly signal: AbortSignal;
  readonly materialOf: (claim: Claim) => Promise<RunMaterial>;
  readonly probeSetOf: ProbeSetOf;
  /** Logs an event. */
  readonly log: (line: string) => void;
  /** Logs an error. */
  readonly warn: (line: string) => void;
}

/** A run's data set, and what its sweep keeps of the run. */
interface RunMaterial {
  readonly dataset: Dataset;
  readonly extendable: boolean;
  readonly keepReconstructions: ReconstructionKeeping;
}

/**
 * Trains or fits the claimed run, and releases the claim on every outcome.
 *
 * @throws DbError DISK_FULL, DATABASE_BUSY after the claim was released, or left to expire
 */
export async function runClaim(context: WorkerContext, claimed: Claim): Promise<void> {
  const { store, engine } = context;
  let recorder: Recorder | undefined;
  const log = createRunLog(store, claimed, context);
  const heartbeat = startHeartbeat(store, claimed, {
    milliseconds: context.heartbeatMilliseconds,
    // 0 changes nothing: the store keeps the larger step. The claimed step may be that of a checkpoint that turns out to be damaged.
    step: () => recorder?.step ?? 0,
    log,
  });
  const signal = AbortSignal.any([context.signal, heartbeat.signal]);
  const from = claimed.run.step > 0 ? `resumed at step ${claimed.run.step}` : 'started';
  log.info(`${from}, attempt ${claimed.attempt}, worker ${process.pid}`);
  try {
    const { dataset, ...kept } = await context.materialOf(claimed);
    const probeSet = await context.probeSetOf(dataset);
    const { claim, checkpoint } = await resumePoint(store, claimed, engine.report);
    const { checkpointMilliseconds, provenance } = context;
    recorder = createRecorder({ store, claim, dataset, probeSet, provenance, ...kept, log, onWanted: heartbeat.onWanted, now: Date.now });
    const work: ClaimedWork = { store, engine, claim, dataset, recorder, log, checkpointMilliseconds, signal };
    await (claim.run.kind === 'baseline' ? fitClaimedBaseline(work) : trainClaimedRun(work, checkpoint));
    await heartbeat.stop();
    await endClaim(work, signal.aborted ? interruptionOf(context.signal, heartbeat.signal) : null);
  } catch (error) {
    await heartbeat.stop();
    await failClaim({ ...context, claim: claimed, runLog: log, recorder }, error);
  } finally {
    await log.flush();
  }
}

function interruptionOf(worker: AbortSignal, heartbeat: AbortSignal): Interruption {
  return worker.aborted ? 'pause' : (heartbeat.reason as Interruption);
}

async function endClaim({ store, claim, recorder, log }: ClaimedWork, interruption: Interruption | null): Promise<void> {
  if (interruption === 'lease-lost') throw new DbError('LEASE_LOST', `The lease of run ${claim.run.id} was lost.`);
  // A run that is interrupted after its last step still has to be completed.
  if (interruption === null || recorder.hasResult) {
    const kept = await recorder.finish();
    await store.blobs.remove(await store.leases.finish(claim, { state: 'complete', exitReason: null, ...kept }));
    log.info('complete');
    return;
  }
  await recorder.flush();
  const { state } = await store.leases.release(claim, `It was interrupted at step ${recorder.step}.`);
  log.info(`${state === 'stopped' ? 'stopped' : 'interrupted'} at step ${recorder.step}`);
}

interface FailedClaim extends WorkerContext {
  readonly claim: Claim;
  readonly runLog: RunLog;
  readonly recorder: Recorder | undefined;
}

/** Whether the run was deleted. Then writes fail without a fault of the run: if the deletion is undone, the run continues. */
async function isDeleted(store: Store, claim: Claim): Promise<boolean> {
  return (await store.runs.getMany([claim.run.id])).length === 0;
}

/** Leaves a lost run alone and releases a run after a transient error. Any other error fails the run, which keeps its results. */
async function failClaim(failed: FailedClaim, error: unknown): Promise<void> {
  const { store, claim, runLog: log, recorder } = failed;
  const reason = messageOf(error);
  try {
    if (error instanceof DbError && error.code === 'LEASE_LOST') {
      const message = `Worker ${process.pid} no longer holds attempt ${claim.attempt}, so it stopped writing and left the run.`;
      log.warning(message);
      await store.leases.reportLoss(claim, message);
    } else if (isTransientError(error) || (await isDeleted(store, claim))) {
      log.warning(`released: ${reason}`);
      await releaseWhenPossible(failed, claim, reason);
    } else {
      log.error(reason);
      await recorder?.flush();
      await store.leases.finish(claim, { state: 'failed', exitReason: reason });
    }
  } catch (second) {
    if (second instanceof DbError && second.code === 'LEASE_LOST') return;
    if (!isTransientError(second)) throw second;
    await releaseWhenPossible(failed, claim, reason);
  }
  if (isTransientError(error)) throw error;
}
