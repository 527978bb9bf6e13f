import type { Dataset } from '@hourglass/datasets';
import { type Claim, DbError, type Store } from '@hourglass/db';
import type { Engine } from '@hourglass/engine';
import { describeProbeSet } from '../recording/probes.ts';
import { createRecorder, type Recorder } from '../recording/recorder.ts';
import type { ClaimedWork } from './claimed-work.ts';
import { fitClaimedBaseline } from './fit-baseline.ts';
import { type Interruption, startHeartbeat } from './heartbeat.ts';
import { describeProvenance } from './provenance.ts';
import { trainClaimedRun } from './train-run.ts';

export interface WorkerContext {
  readonly store: Store;
  readonly engine: Engine;
  readonly heartbeatMilliseconds: number;
  /** Aborts when the worker itself is to end. */
  readonly signal: AbortSignal;
  readonly datasetOf: (claim: Claim) => Promise<Dataset>;
  /** What happens. */
  readonly log: (line: string) => void;
  /** What goes wrong. */
  readonly warn: (line: string) => void;
}

/** Trains or fits what was claimed, and gives the claim back in whatever way that ends. */
export async function runClaim(context: WorkerContext, claim: Claim): Promise<void> {
  const { store, engine, log } = context;
  const { run } = claim;
  let recorder: Recorder | undefined;
  const heartbeat = startHeartbeat(store, claim, { milliseconds: context.heartbeatMilliseconds, step: () => recorder?.step ?? run.step });
  const signal = AbortSignal.any([context.signal, heartbeat.signal]);
  log(`run ${run.id}: started, attempt ${claim.attempt}`);
  try {
    const dataset = await context.datasetOf(claim);
    const probeSet = await store.reconstructions.putProbeSet(describeProbeSet(dataset));
    recorder = createRecorder({ store, claim, dataset, probeSet, now: Date.now });
    await recorder.start(await describeProvenance(engine.report));
    const work: ClaimedWork = { store, engine, claim, dataset, recorder, signal };
    await (run.kind === 'baseline' ? fitClaimedBaseline(work) : trainClaimedRun(work));
    await heartbeat.stop();
    await endClaim(work, signal.aborted ? interruptionOf(context.signal, heartbeat.signal) : null);
    log(`run ${run.id}: ${signal.aborted ? 'interrupted' : 'complete'}`);
  } catch (error) {
    await heartbeat.stop();
    await failClaim(context, claim, recorder, error);
  }
}

function interruptionOf(worker: AbortSignal, heartbeat: AbortSignal): Interruption {
  return worker.aborted ? 'pause' : (heartbeat.reason as Interruption);
}

async function endClaim({ store, claim, recorder }: ClaimedWork, interruption: Interruption | null): Promise<void> {
  if (interruption === 'lease-lost') throw new DbError('LEASE_LOST', `The lease of run ${claim.run.id} was lost.`);
  await recorder.flush();
  if (interruption === null) {
    await recorder.finish();
    await store.leases.finish(claim, { state: 'complete', exitReason: null });
  } else if (interruption === 'stop') {
    await store.leases.finish(claim, { state: 'stopped', exitReason: `Stopped at step ${recorder.step}, as wanted.` });
  } else {
    await store.leases.release(claim, `Interrupted at step ${recorder.step}; it goes on from there when it is claimed again.`);
  }
}

/** A run that was lost to another worker is left alone; any other failure ends it, with what it had. */
async function failClaim({ store, warn }: WorkerContext, claim: Claim, recorder: Recorder | undefined, error: unknown): Promise<void> {
  const reason = error instanceof Error ? error.message : String(error);
  warn(`run ${claim.run.id}: ${reason}`);
  if (error instanceof DbError && error.code === 'LEASE_LOST') return;
  try {
    await recorder?.flush();
    await store.leases.finish(claim, { state: 'failed', exitReason: reason });
  } catch (second) {
    if (!(second instanceof DbError && second.code === 'LEASE_LOST')) throw second;
  }
}
