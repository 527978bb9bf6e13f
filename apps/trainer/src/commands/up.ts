import { openStore } from '@hourglass/db';
import { dashboardUrl, requireFreePort, startDashboard } from '../dashboard.ts';
import { type Environment, readEnvironment } from '../env.ts';
import { TrainerError } from '../errors.ts';
import { exitCodes } from '../exit-codes.ts';
import { interruptSignal } from '../interrupt.ts';
import { requireNoOwner, takeOwnership } from '../owner.ts';
import { note } from '../terminal/print.ts';
import { defaultWorkers, type Pool, startPool } from '../worker/pool.ts';
import { createSweep, readSpecFile } from './create-sweep.ts';
import type { CommonOptions } from './options.ts';

export interface UpOptions extends CommonOptions {
  readonly port: number;
  readonly host: string;
  readonly example?: string;
  readonly workers?: number;
}

/** Runs workers and the dashboard until it is interrupted, at whatever moment that is. */
export async function up({ port, host, example, workers = defaultWorkers, home: flag }: UpOptions): Promise<number> {
  let pool: Pool | null = null;
  const signal = interruptSignal(() => pool?.kill());
  const tell = () => note('Interrupted: every run is being checkpointed and released. Press Ctrl-C again to leave at once.');
  signal.addEventListener('abort', tell, { once: true });
  const environment = readEnvironment(flag);
  const { home, databaseUrl } = environment;
  await requireNoOwner(home);
  await requireFreePort(host, port);
  const owner = await takeOwnership(home, dashboardUrl(host, port));
  try {
    await prepareStore(environment, example);
    if (!signal.aborted) {
      // Workers first, so that they train while pages are built.
      pool = startPool({ home, workers, onLine: note });
      note(`${pool.size} workers train what waits in ${home}.`);
      await serve(pool, { home, host, port, databaseUrl, signal });
    }
    return exitCodes.interrupted;
  } finally {
    await pool?.stop();
    await owner.release();
  }
}

/** Creates or migrates the database; one without a sweep gets the example. */
async function prepareStore({ home, databaseUrl }: Environment, example: string | undefined): Promise<void> {
  const store = await openStore({ home, mode: 'write', ...(databaseUrl === undefined ? {} : { databaseUrl }) });
  try {
    if (example === undefined || (await store.sweeps.list()).length > 0) return;
    const { sweep } = await createSweep(async () => store, await readSpecFile(example, process.cwd()), { retry: false });
    note(`${sweep.name} (${sweep.id}) is the first sweep of this home.`);
  } finally {
    await store.close();
  }
}

/** Resolves after an interruption, when the dashboard has ended. @throws TrainerError where the dashboard or the workers end by themselves */
async function serve(pool: Pool, options: Parameters<typeof startDashboard>[0]): Promise<void> {
  const { host, port, signal } = options;
  try {
    const dashboard = await startDashboard(options);
    note(`Dashboard: ${dashboardUrl(host, port)}`);
    const failure = await Promise.race([aborted(signal), dashboard.ended, pool.failed]);
    await dashboard.stop();
    // The terminal's Ctrl-C ends the dashboard as well.
    if (failure !== null && !signal.aborted) throw new TrainerError('WORKER_LOST', failure);
  } catch (error) {
    if (!signal.aborted || error !== signal.reason) throw error;
  }
}

function aborted(signal: AbortSignal): Promise<null> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(null);
    signal.addEventListener('abort', () => resolve(null), { once: true });
  });
}
