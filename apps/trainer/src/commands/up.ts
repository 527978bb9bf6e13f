import { randomBytes } from 'node:crypto';
import { openStore, type Store } from '@hourglass/db';
import { inLine } from '@hourglass/presentation';
import { typicalWorkerBytes } from '@hourglass/sweeps';
import { type Access, type AccessFlags, decideAccess } from '../access/access.ts';
import { sessionValue } from '../access/session-value.ts';
import { addressToOpen, type DashboardOptions, dashboardUrl, proxyInstructions, requireFreePort, startDashboard } from '../dashboard.ts';
import { readEnvironment } from '../env.ts';
import { TrainerError } from '../errors.ts';
import { exitCodes } from '../exit-codes.ts';
import { interruptSignal } from '../interrupt.ts';
import { chooseWorkers } from '../machine/choose-workers.ts';
import { countWorkers } from '../machine/decide-workers.ts';
import { requireNoOwner, takeOwnership } from '../owner.ts';
import { note } from '../terminal/print.ts';
import { waitForEngineReady } from '../wait-for-engine.ts';
import { whyUnwritable } from '../why-unwritable.ts';
import { type Pool, startPool } from '../worker/pool.ts';
import { createSweep, readSpecFile } from './create-sweep.ts';
import type { CommonOptions } from './options.ts';

export interface UpOptions extends CommonOptions, AccessFlags {
  readonly port: number;
  readonly example?: string;
  readonly workers?: number;
  /** Workers wait until the parent process reports on a pipe that the engine is ready. */
  readonly waitForEngine?: boolean;
}

/** Runs workers and the dashboard until it is interrupted, which may happen at any time, also during the start. Returns the exit code. */
export async function up({
  port,
  host,
  example,
  workers: requestedWorkers,
  waitForEngine = false,
  home: flag,
  ...flags
}: UpOptions): Promise<number> {
  const decided = decideAccess({ host, ...flags }, process.env);
  const { home, databaseUrl, leaseMilliseconds } = readEnvironment(flag);
  const unwritable = whyUnwritable(home);
  if (unwritable !== null) return showOnly(unwritable, { home, host, port, databaseUrl, decided, requestedWorkers });
  const { workers, because, problem } = chooseWorkers(requestedWorkers, typicalWorkerBytes);
  const started: Pool[] = [];
  const signal = interruptSignal(() => {
    for (const pool of started) pool.kill();
  });
  const announceInterrupt = () =>
    note('Interrupted: every run is being checkpointed and released. Press Ctrl-C again to quit immediately.');
  signal.addEventListener('abort', announceInterrupt, { once: true });
  await requireNoOwner(home);
  await requireFreePort(host, port);
  const owner = await takeOwnership(home, { url: dashboardUrl({ host, port, access: decided }), workers, because });
  let store: Store | null = null;
  try {
    store = await openStore({ home, mode: 'write', ...(databaseUrl === undefined ? {} : { databaseUrl }) });
    if (example !== undefined) await addExample(store, example);
    const access = { ...decided, session: decided.token === null ? null : await sessionValue(home, decided.token) };
    if (!signal.aborted) {
      // Workers train while the pages are built, at a lower priority.
      const opened = store;
      const failed = startWorkers(waitForEngine, signal, () => {
        const onShrink = (workers: number, because: string) => void owner.update({ workers, because });
        const pool = startPool({ store: opened, leaseMilliseconds, workers, problem, onLine: note, onShrink });
        started.push(pool);
        note(`${countWorkers(workers)} (${because}) for the waiting runs in ${home}.`);
        return pool;
      });
      await serve(failed, { home, host, port, access, databaseUrl, isReadOnly: false, signal });
    }
    return exitCodes.interrupted;
  } finally {
    for (const pool of started) await pool.stop();
    await store?.close();
    await owner.release();
  }
}

interface ShownHome extends Pick<DashboardOptions, 'home' | 'host' | 'port' | 'databaseUrl'> {
  readonly decided: Access;
  readonly requestedWorkers: number | undefined;
}

/** Serves a home that can't be written. Any number of processes may do so, without an owner. Sessions end with the dashboard, because no secret is stored. */
async function showOnly(problem: string, { decided, requestedWorkers, ...place }: ShownHome): Promise<number> {
  if (requestedWorkers !== undefined && requestedWorkers > 0) {
    throw new TrainerError(
      'BAD_INPUT',
      `--workers: received ${requestedWorkers}; ${place.home} can only be read (${problem}), so nothing can be trained there.`,
    );
  }
  const signal = interruptSignal(() => {});
  const store = await openStore({
    home: place.home,
    mode: 'read',
    ...(place.databaseUrl === undefined ? {} : { databaseUrl: place.databaseUrl }),
  });
  await store.close();
  await requireFreePort(place.host, place.port);
  note(`${place.home} can only be read (${problem}): the dashboard shows it, and nothing can be changed or trained.`);
  const session = decided.token === null ? null : randomBytes(32).toString('base64url');
  await serve(new Promise(() => {}), { ...place, access: { ...decided, session }, isReadOnly: true, signal });
  return exitCodes.interrupted;
}

/** A home without a sweep gets the example. */
async function addExample(store: Store, example: string): Promise<void> {
  if ((await store.sweeps.list({ limit: 0 })).total > 0) return;
  const { sweep } = await createSweep(async () => store, await readSpecFile(example, process.cwd()), { home: store.home, retry: false });
  note(`${inLine(sweep.name)} (${sweep.id}) is the first sweep of this home.`);
}

/** Starts the workers when the engine is ready. Resolves with a sentence when they can't run; after an abort it may never resolve. */
async function startWorkers(waitForEngine: boolean, signal: AbortSignal, start: () => Pool): Promise<string> {
  if (waitForEngine) note('Workers start as soon as the engine is ready.');
  if (waitForEngine && !(await waitForEngineReady(signal)) && !signal.aborted) return engineLost;
  return signal.aborted ? new Promise(() => {}) : start().failed;
}

const engineLost = 'The engine is not ready, because the program that prepares it has ended. Start again with `npm start`.';

const openWarning = 'Warning: --no-auth lets everyone who can reach the dashboard change and delete everything in this home.';

/** A dashboard that ends earlier than this, in milliseconds, has failed to start. After this many failures in a row the command ends. */
const minUptimeMilliseconds = 20_000;
const maxEarlyExits = 3;

/**
 * Serves the dashboard until an interruption. Restarts it if it ends by itself; workers continue.
 *
 * @throws TrainerError DASHBOARD_FAILED, WORKER_LOST
 */
async function serve(failed: Promise<string>, options: DashboardOptions): Promise<void> {
  const { signal } = options;
  const ending = Promise.race([aborted(signal), failed]);
  let earlyExits = 0;
  try {
    for (;;) {
      const startedAt = Date.now();
      const dashboard = await startDashboard(options);
      note(`Dashboard: ${addressToOpen(options)}`);
      const proxied = proxyInstructions(options.access);
      if (proxied !== null) note(proxied);
      if (options.access.isOpenToOthers) note(openWarning);
      const ended = dashboard.ended.then((sentence) => ({ sentence }));
      const outcome = await Promise.race([ending, ended]);
      await dashboard.stop();
      // Ctrl-C in the terminal also ends the dashboard.
      if (signal.aborted || outcome === null) return;
      if (typeof outcome === 'string') throw new TrainerError('WORKER_LOST', outcome);
      earlyExits = Date.now() - startedAt < minUptimeMilliseconds ? earlyExits + 1 : 0;
      if (earlyExits >= maxEarlyExits) throw new TrainerError('DASHBOARD_FAILED', outcome.sentence);
      note(`${outcome.sentence} It is being restarted; training continues.`);
    }
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
