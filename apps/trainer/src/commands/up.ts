import { openStore } from '@hourglass/db';
import { startDashboard } from '../dashboard.ts';
import { readEnvironment } from '../env.ts';
import { TrainerError } from '../errors.ts';
import { exitCodes } from '../exit-codes.ts';
import { interruptSignal } from '../interrupt.ts';
import { takeOwnership } from '../owner.ts';
import { note } from '../terminal/print.ts';
import { defaultWorkers, startPool } from '../worker/pool.ts';
import { createSweep, readSpecFile } from './create-sweep.ts';
import type { CommonOptions } from './options.ts';

export interface UpOptions extends CommonOptions {
  readonly port: number;
  readonly host: string;
  readonly example?: string;
  readonly workers?: number;
}

/** Runs workers and the dashboard until it is interrupted; workers first, so that they train while pages are built. */
export async function up({ port, host, example, workers = defaultWorkers, home: flag }: UpOptions): Promise<number> {
  const { home, databaseUrl } = readEnvironment(flag);
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  const owner = await takeOwnership(home, url);
  try {
    const store = await openStore({ home, mode: 'write', ...(databaseUrl === undefined ? {} : { databaseUrl }) });
    try {
      if (example !== undefined && (await store.sweeps.list()).length === 0) {
        const { sweep } = await createSweep(async () => store, await readSpecFile(example, process.cwd()), { retry: false });
        note(`${sweep.name} (${sweep.id}) is the first sweep of this home.`);
      }
    } finally {
      await store.close();
    }
    const pool = startPool({ home, workers, onLine: note });
    const signal = interruptSignal(() => pool.kill());
    note(`${pool.size} workers train what waits in ${home}.`);
    try {
      const dashboard = await startDashboard({ home, host, port, databaseUrl, signal });
      note(`Dashboard: ${dashboard.url}`);
      const failure = await Promise.race([aborted(signal), dashboard.ended, pool.failed]);
      await dashboard.stop();
      if (failure !== null) throw new TrainerError('WORKER_LOST', failure);
      note('Interrupted: every run is being checkpointed and released. Press Ctrl-C again to leave at once.');
      return exitCodes.interrupted;
    } finally {
      await pool.stop();
    }
  } finally {
    await owner.release();
  }
}

function aborted(signal: AbortSignal): Promise<null> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(null);
    signal.addEventListener('abort', () => resolve(null), { once: true });
  });
}
