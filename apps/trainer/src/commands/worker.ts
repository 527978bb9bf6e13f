import { type Dataset, type DatasetReference, loadDataset } from '@hourglass/datasets';
import { type Claim, openStore } from '@hourglass/db';
import { loadEngine } from '@hourglass/engine';
import { type DatasetFacts, parseSpec } from '@hourglass/sweeps';
import { readEnvironment } from '../env.ts';
import { TrainerError } from '../errors.ts';
import { interruptSignal } from '../interrupt.ts';
import { createProbeSetOf } from '../recording/stored-probe-sets.ts';
import { note } from '../terminal/print.ts';
import { claimLoop } from '../worker/claim-loop.ts';
import { startPresence } from '../worker/presence.ts';
import { describeProvenance } from '../worker/provenance.ts';
import type { CommonOptions } from './options.ts';

export interface WorkerOptions extends CommonOptions {
  readonly sweep?: string;
  /** Says only what goes wrong. */
  readonly quiet?: boolean;
}

/** Trains what waits, one run after the other, until it is interrupted. Keeps its engine and data between runs. */
export async function worker(options: WorkerOptions): Promise<void> {
  const signal = interruptSignal();
  const { home, databaseUrl, heartbeatMilliseconds, leaseMilliseconds, checkpointMilliseconds } = readEnvironment(options.home);
  const engine = await loadEngine({ threads: 1 });
  for (const { name, reason, remedy } of engine.report.declined) note(`${name} is not used: ${reason} ${remedy}`);
  const store = await openStore({ home, mode: 'write', ...(databaseUrl === undefined ? {} : { databaseUrl }) });
  try {
    const sweep = options.sweep === undefined ? undefined : (await store.sweeps.get(options.sweep)).id;
    const materialOf = async ({ run }: Claim) => {
      const { spec, facts } = await store.sweeps.get(run.sweep);
      const { dataset, extendable } = parseSpec(spec);
      return { dataset: await loadPlanned(dataset, facts), extendable };
    };
    const log = options.quiet ? () => {} : note;
    const provenance = await describeProvenance(engine.report);
    const context = {
      store,
      engine,
      provenance,
      heartbeatMilliseconds,
      checkpointMilliseconds,
      signal,
      materialOf,
      probeSetOf: createProbeSetOf(store),
      log,
      warn: note,
    };
    process.send?.('ready');
    const presence = await startPresence(store, { engine: engine.report, warn: note });
    try {
      await claimLoop(context, { leaseMilliseconds, ...(sweep === undefined ? {} : { sweep }) });
    } finally {
      await presence.stop();
    }
  } finally {
    await store.close();
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
