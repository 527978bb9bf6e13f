import { join } from 'node:path';
import type { RunKind } from '@hourglass/sweeps/run-state';
import SqliteDatabase from 'better-sqlite3';
import { Database } from '../../client.ts';
import type { Claim, WorkerIdentity } from '../../contract/leases.ts';
import type { Store } from '../../contract/store.ts';
import type { NewRun, NewSweep } from '../../contract/sweeps.ts';
import { openReader, openWriter } from '../../driver/connection.ts';
import { DbError } from '../../errors.ts';
import { openStore } from '../../open-store.ts';
import { steerSweeps } from '../../steering/steer-sweeps.ts';
import { wantSweeps } from '../../steering/want-sweeps.ts';
import { FakeHost } from '../fake-host.ts';
import { newRun, newSweep, provenance, worker } from '../fixtures.ts';

export const leaseMilliseconds = 10_000;
const startTime = 1_800_000_000_000;

/** A simulated worker. Like a suspended process, it keeps acting on its claim until it learns that the claim is lost. */
export interface TestWorker {
  readonly identity: WorkerIdentity;
  claim: Claim | null;
  step: number;
  /** Whether the worker still acts. If not, it is dead or on a machine that this process can't see. */
  acts: boolean;
  /** Error of its clock, in milliseconds. */
  readonly skew: number;
  /** Set for the two loops of a worker that trains a run while it fits a baseline. */
  readonly kind?: RunKind;
}

/** A home with a sweep, its workers, and the shared clock. */
export class World {
  store: Store;
  readonly host: FakeHost;
  readonly workers: TestWorker[] = [];
  /** Process ids of the workers that were killed while other workers stayed alive, with the number of leases they held. */
  readonly killedAlone = new Map<number, number>();
  /** Whether a process died while it stopped the sweep, and no process has completed the stop. */
  isStopInterrupted = false;
  readonly #rows: SqliteDatabase.Database;
  readonly #clock: { time: number; skew: number };
  #nextPid = 1;
  /** The number of runs of the widest spec. */
  #runs = 2;

  private constructor(store: Store, clock: { time: number; skew: number }, host: FakeHost) {
    this.store = store;
    this.host = host;
    this.#clock = clock;
    this.#rows = new SqliteDatabase(join(store.home, 'hourglass.db'), { readonly: true });
  }

  static async open(home: string): Promise<World> {
    const host = new FakeHost();
    const clock = { time: startTime, skew: 0 };
    const world = new World(await openAt(home, clock, host), clock, host);
    await world.giveSpec(false);
    return world;
  }

  async close(): Promise<void> {
    this.#rows.close();
    await this.store.close();
  }

  /** Advances all clocks. */
  wait(milliseconds: number): void {
    this.#clock.time += milliseconds;
    this.host.milliseconds += milliseconds;
  }

  /** Changes the wall clock. */
  setClock(jump: number): void {
    this.#clock.time += jump;
  }

  /** Kills all processes at once, including the observers, and starts new ones. */
  async restart(): Promise<void> {
    for (const worker of this.workers) this.#end(worker);
    await this.store.close();
    this.wait(700);
    this.store = await openAt(this.store.home, this.#clock, this.host);
    this.wait(1);
  }

  kill(worker: TestWorker): void {
    const { pid } = worker.identity;
    if (worker.acts) this.killedAlone.set(pid, this.#openLeases(pid));
    for (const loop of this.workers) if (loop.identity.pid === pid) this.#end(loop);
  }

  #openLeases(pid: number): number {
    return this.rows(
      `SELECT 1 FROM "Lease" JOIN "Worker" ON "Worker"."key" = "Lease"."workerKey" WHERE "Lease"."endedAt" IS NULL AND "pid" = ${pid}`,
    ).length;
  }

  #end(worker: TestWorker): void {
    worker.acts = false;
    this.host.set(worker.identity, 'gone');
  }

  /** Runs an action with a worker's clock, which may be wrong. */
  async #by<T>(worker: TestWorker, action: () => Promise<T>): Promise<T> {
    this.#clock.skew = worker.skew;
    try {
      return await action();
    } finally {
      this.#clock.skew = 0;
    }
  }

  rows<Row>(sql: string): readonly Row[] {
    return this.#rows.prepare<unknown[], Row>(sql).all();
  }

  /** Simulates a process that stores the stop of the sweep and dies before it stops a run. */
  async interruptStop(): Promise<void> {
    const path = join(this.store.home, 'hourglass.db');
    const database = new Database(openReader(path), await openWriter(path));
    try {
      const { runs: _, ...wish } = wantSweeps('stop', { source: 'cli' });
      await steerSweeps(database, [this.sweepId()], wish);
    } finally {
      await database.close();
    }
    this.isStopInterrupted = true;
  }

  /** The periodic work of every observing process. */
  async reclaim(): Promise<void> {
    await this.store.leases.reclaim();
    this.isStopInterrupted = false;
  }

  startWorker(hostname: string, skew = 0): TestWorker {
    const started = { identity: { ...worker, hostname, pid: this.#nextPid++ }, claim: null, step: 0, acts: true, skew };
    this.workers.push(started);
    return started;
  }

  /** Starts a process that trains a run while it fits a baseline: two loops with one identity. */
  async startBoth(): Promise<readonly TestWorker[]> {
    const identity = { ...worker, pid: this.#nextPid++ };
    const loops = (['run', 'baseline'] as const).map((kind): TestWorker => ({ identity, claim: null, step: 0, acts: true, skew: 0, kind }));
    this.workers.push(...loops);
    for (const loop of loops) await this.claim(loop);
    return loops;
  }

  /** Starts a process that dies of what it claims, while an observer watches. */
  async crashBoth(): Promise<void> {
    const [loop] = await this.startBoth();
    if (loop !== undefined) this.kill(loop);
    await this.reclaim();
    this.wait(500);
    await this.reclaim();
  }

  /** A command that starts, ends the lost leases that it finds, and ends. */
  async shortCommand(): Promise<void> {
    this.wait(1);
    const store = await openAt(this.store.home, this.#clock, this.host);
    await store.leases.reclaim();
    this.isStopInterrupted = false;
    await store.close();
  }

  async giveSpec(retry: boolean): Promise<void> {
    await this.store.sweeps.upsert(sweepOf(this.#runs), { retry });
  }

  async widen(): Promise<void> {
    await this.store.steering.widen(this.sweepId(), sweepOf(this.#runs + 1), { source: 'cli' });
    this.#runs++;
  }

  runs(): readonly { readonly id: string }[] {
    return this.rows(`SELECT "id" FROM "Run" ORDER BY "key"`);
  }

  sweepId(): string {
    const [sweep] = this.rows<{ readonly id: string }>(`SELECT "id" FROM "Sweep"`);
    if (sweep === undefined) throw new Error('The sweep was removed.');
    return sweep.id;
  }

  /** Runs an action that the current state may refuse. The invariants verify that a refusal changes nothing. */
  async attempt(action: () => Promise<unknown>): Promise<void> {
    try {
      await action();
    } catch (error) {
      if (!(error instanceof DbError && ['STATE_CONFLICT', 'NOT_FOUND'].includes(error.code))) throw error;
    }
  }

  /** Runs a worker's action on its claim. A worker that has lost the claim learns it here and leaves the run. */
  async act(acting: TestWorker, action: (claim: Claim) => Promise<unknown>): Promise<void> {
    if (acting.claim === null || !acting.acts) return;
    try {
      const { claim } = acting;
      await this.#by(acting, () => action(claim));
    } catch (error) {
      if (!(error instanceof DbError && error.code === 'LEASE_LOST')) throw error;
      await this.store.leases.reportLoss(acting.claim, 'lost');
      acting.claim = null;
    }
  }

  async claim(acting: TestWorker): Promise<void> {
    if (acting.claim !== null || !acting.acts) return;
    const kind = acting.kind === undefined ? {} : { kind: acting.kind };
    acting.claim = await this.#by(acting, () => this.store.leases.claim(acting.identity, { leaseMilliseconds, ...kind }));
    acting.step = acting.claim?.run.step ?? 0;
  }

  /** Records some steps, and a checkpoint at the last one if requested. */
  async record(acting: TestWorker, checkpoint: boolean): Promise<void> {
    await this.act(acting, async (claim) => {
      const step = Math.min(claim.run.totalSteps, acting.step + 5);
      const saved = checkpoint && step > 0 ? { checkpoint: await this.#checkpoint(step) } : {};
      await this.store.recordings.record(claim, { provenance, ...saved });
      await this.store.leases.heartbeat(claim, { step });
      acting.step = step;
    });
  }

  async finish(acting: TestWorker, state: 'complete' | 'pruned' | 'failed'): Promise<void> {
    await this.act(acting, async (claim) => {
      const step = claim.run.totalSteps;
      if (state === 'complete' && step > 0)
        await this.store.recordings.record(claim, { provenance, checkpoint: await this.#checkpoint(step) });
      await this.store.leases.finish(claim, { state, exitReason: state === 'failed' ? 'The cost is no number.' : null });
      acting.claim = null;
    });
  }

  async release(acting: TestWorker): Promise<void> {
    await this.act(acting, async (claim) => {
      await this.store.leases.release(claim, 'interrupted');
      acting.claim = null;
    });
  }

  async #checkpoint(step: number) {
    const blob = await this.store.blobs.put(Uint8Array.of(step));
    return { step, epoch: step / 10, blob, withOptimizer: true };
  }
}

function openAt(home: string, clock: { readonly time: number; readonly skew: number }, host: FakeHost): Promise<Store> {
  return openStore({ home, mode: 'write', host, now: () => clock.time + clock.skew });
}

function sweepOf(count: number): NewSweep {
  const trained = Array.from({ length: count }, (_, index) => lifeRun(`${index}`, 'run'));
  return newSweep(`${count} runs`, [lifeRun('pca', 'baseline'), ...trained]);
}

/** An extendable run: two epochs of ten steps, without a schedule. */
function lifeRun(name: string, kind: NewRun['kind']): NewRun {
  return newRun(name, {
    kind,
    parameters: { epochs: 2, schedule: { kind: 'constant' } },
    values: { epochs: 2 },
    totalSteps: kind === 'run' ? 20 : 0,
  });
}
