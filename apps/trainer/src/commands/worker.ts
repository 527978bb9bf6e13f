import { loadDataset } from '@hourglass/datasets';
import { type Claim, openStore } from '@hourglass/db';
import { loadEngine } from '@hourglass/engine';
import { parseSpec } from '@hourglass/sweeps';
import { readEnvironment } from '../env.ts';
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
      const { dataset, extendable } = parseSpec((await store.sweeps.get(run.sweep)).spec);
      return { dataset: await loadDataset(dataset), extendable };
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
