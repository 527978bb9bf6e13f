import type { Claim } from '@hourglass/db';
import { parseSpec } from '@hourglass/sweeps';
import { loadPlanned, requirePlannedLabels } from '../planned-dataset.ts';
import { createProbeSetOf } from '../recording/stored-probe-sets.ts';
import { type ClaimOptions, claimLoop } from './claim-loop.ts';
import { createMachineSpeed } from './machine-speed.ts';
import { startPresence } from './presence.ts';
import type { WorkerContext } from './run-claim.ts';
import { watchLeases } from './watch-leases.ts';

/** On abort, the run in training saves a checkpoint. */
export type WorkOptions = Omit<WorkerContext, 'materialOf' | 'probeSetOf'> & Omit<ClaimOptions, 'kind' | 'onIdle'>;

/**
 * Runs a worker until the signal aborts: it reports its presence, reclaims lost leases, trains one run after the other, and fits
 * baselines in a low-priority thread.
 */
export async function work({ leaseMilliseconds, sweep, ...options }: WorkOptions): Promise<void> {
  const { store, engine, warn } = options;
  const materialOf = async ({ run }: Claim) => {
    const { spec, facts } = await store.sweeps.get(run.sweep);
    const { dataset, extendable, record } = parseSpec(spec);
    const planned = await loadPlanned(store, dataset, facts);
    requirePlannedLabels(run, planned, facts);
    return { dataset: planned, extendable, keepReconstructions: record.reconstructions };
  };
  const context: WorkerContext = { ...options, materialOf, probeSetOf: createProbeSetOf(store) };
  const speed = createMachineSpeed(engine, warn);
  const presence = await startPresence(store, { engine: engine.report, speed, warn });
  const watching = watchLeases(context, leaseMilliseconds / 2);
  try {
    await claimBoth(context, { leaseMilliseconds, onIdle: speed.measure, ...(sweep === undefined ? {} : { sweep }) });
  } finally {
    await watching.stop();
    await presence.stop();
  }
}

/** If one loop fails, the other saves a checkpoint and ends. `onIdle` belongs to the loop of the runs. */
async function claimBoth(context: WorkerContext, { onIdle, ...options }: Omit<ClaimOptions, 'kind'>): Promise<void> {
  const failure = new AbortController();
  const signal = AbortSignal.any([context.signal, failure.signal]);
  const loops = (['run', 'baseline'] as const).map(async (kind) => {
    try {
      await claimLoop({ ...context, signal }, { ...options, kind, ...(kind === 'run' && onIdle !== undefined ? { onIdle } : {}) });
    } catch (error) {
      failure.abort();
      throw error;
    }
  });
  await Promise.allSettled(loops);
  await Promise.all(loops);
}
