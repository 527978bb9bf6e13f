import { openStore } from '@hourglass/db';
import { loadEngine } from '@hourglass/engine';
import { readEnvironment } from '../env.ts';
import { interruptSignal } from '../interrupt.ts';
import { note } from '../terminal/print.ts';
import { describeProvenance } from '../worker/provenance.ts';
import { work } from '../worker/work.ts';
import type { CommonOptions } from './options.ts';

export interface WorkerOptions extends CommonOptions {
  readonly sweep?: string;
  /** Prints errors only. */
  readonly quiet?: boolean;
}

/** Trains waiting runs one after the other until it is interrupted. Keeps its engine and data between runs. */
export async function worker(options: WorkerOptions): Promise<void> {
  const signal = interruptSignal();
  const { home, databaseUrl, ...timing } = readEnvironment(options.home);
  const engine = await loadEngine({ threads: 1 });
  for (const { name, reason, remedy } of engine.report.declined) note(`${name} is not used: ${reason} ${remedy}`);
  const store = await openStore({ home, mode: 'write', ...(databaseUrl === undefined ? {} : { databaseUrl }) });
  try {
    const sweep = options.sweep === undefined ? {} : { sweep: (await store.sweeps.get(options.sweep)).id };
    const log = options.quiet ? () => {} : note;
    const provenance = await describeProvenance(engine.report);
    reportReady();
    await work({ store, engine, provenance, signal, log, warn: note, ...timing, ...sweep });
  } finally {
    await store.close();
  }
}

/** Reports to the pool that this worker is ready. Does nothing if the pool ended while the engine was loaded. */
function reportReady(): void {
  if (process.connected) process.send?.('ready', ignoreClosedChannel);
}

function ignoreClosedChannel(): void {
  // The signal aborts with the channel, see `interruptSignal`.
}
