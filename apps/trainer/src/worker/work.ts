import { type Dataset, type DatasetReference, loadDataset } from '@hourglass/datasets';
import type { Claim } from '@hourglass/db';
import { type DatasetFacts, parseSpec } from '@hourglass/sweeps';
import { TrainerError } from '../errors.ts';
import { createProbeSetOf } from '../recording/stored-probe-sets.ts';
import { type ClaimOptions, claimLoop } from './claim-loop.ts';
import { startPresence } from './presence.ts';
import type { WorkerContext } from './run-claim.ts';

/** Once the signal aborts, what is being trained is left with a checkpoint. */
export type WorkOptions = Omit<WorkerContext, 'materialOf' | 'probeSetOf'> & ClaimOptions;

/** What a worker does: says that it is there, and trains one run after the other, until the signal. */
export async function work({ leaseMilliseconds, sweep, ...options }: WorkOptions): Promise<void> {
  const { store, engine, warn } = options;
  const materialOf = async ({ run }: Claim) => {
    const { spec, facts } = await store.sweeps.get(run.sweep);
    const { dataset, extendable } = parseSpec(spec);
    return { dataset: await loadPlanned(dataset, facts), extendable };
  };
  const context: WorkerContext = { ...options, materialOf, probeSetOf: createProbeSetOf(store) };
  const presence = await startPresence(store, { engine: engine.report, warn });
  try {
    await claimLoop(context, { leaseMilliseconds, ...(sweep === undefined ? {} : { sweep }) });
  } finally {
    await presence.stop();
  }
}

/** The samples that the sweep was planned on: its runs carry their hash. @throws TrainerError DATA_CHANGED */
async function loadPlanned(reference: DatasetReference, planned: DatasetFacts | null): Promise<Dataset> {
  const dataset = await loadDataset(reference);
  if (planned !== null && planned.contentHash !== dataset.contentHash) {
    const files = typeof reference === 'string' ? reference : Object.values(reference).join(', ');
    throw new TrainerError(
      'DATA_CHANGED',
      `dataset: the samples in ${files} have changed since this sweep was started (${dataset.contentHash.slice(0, 12)}, and not ${planned.contentHash.slice(0, 12)}). Put the files back and retry, or start a sweep of its own on what they hold now.`,
    );
  }
  return dataset;
}
