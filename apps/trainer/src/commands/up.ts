import { openStore } from '@hourglass/db';
import { type DashboardOptions, startDashboard } from '../dashboard.ts';
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
      await keepDashboard({ home, host, port, databaseUrl, signal }, pool.failed);
      note('Interrupted: every run is being checkpointed and released. Press Ctrl-C again to leave at once.');
      return exitCodes.interrupted;
    } finally {
      await pool.stop();
    }
  } finally {
    await owner.release();
  }
}

/** A dashboard that lived shorter than this, in milliseconds, counts as one that can't run; so many in a row are enough. */
const shortLife = 20_000;
const mostShortLives = 3;

/**
 * Serves the dashboard until the signal. When it ends by itself it is started again, while workers train on.
 *
 * @throws TrainerError DASHBOARD_FAILED, WORKER_LOST
 */
async function keepDashboard(options: DashboardOptions, poolFailed: Promise<string>): Promise<void> {
  const ending = Promise.race([aborted(options.signal), poolFailed]);
  let shortLives = 0;
  for (;;) {
    const startedAt = Date.now();
    const dashboard = await startDashboard(options);
    note(`Dashboard: ${dashboard.url}`);
    const ended = dashboard.ended.then((sentence) => ({ sentence }));
    const outcome = await Promise.race([ending, ended]);
    await dashboard.stop();
    if (outcome === null) return;
    if (typeof outcome === 'string') throw new TrainerError('WORKER_LOST', outcome);
    shortLives = Date.now() - startedAt < shortLife ? shortLives + 1 : 0;
    if (shortLives >= mostShortLives) throw new TrainerError('DASHBOARD_FAILED', outcome.sentence);
    note(`${outcome.sentence} It is started again; the workers train on.`);
  }
}

function aborted(signal: AbortSignal): Promise<null> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(null);
    signal.addEventListener('abort', () => resolve(null), { once: true });
  });
}
