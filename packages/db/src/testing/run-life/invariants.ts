import { isFinished, nextStates, type RunState, runStates, type Wanted } from '@hourglass/sweeps/run-state';
import { expect } from 'vitest';
import type { World } from './world.ts';

interface RunRow {
  readonly key: number;
  readonly id: string;
  readonly kind: string;
  readonly state: RunState;
  readonly wanted: Wanted;
  readonly attempt: number;
  readonly endedAt: number | null;
  readonly deletedAt: number | null;
  readonly sweepWanted: Wanted;
  readonly sweepDeletedAt: number | null;
}

function runRows(world: World): readonly RunRow[] {
  return world.rows<RunRow>(
    `SELECT "Run"."key", "Run"."id", "kind", "state", "Run"."wanted", "attempt", "endedAt", "Run"."deletedAt",
            "Sweep"."wanted" AS "sweepWanted", "Sweep"."deletedAt" AS "sweepDeletedAt"
     FROM "Run" JOIN "Sweep" ON "Sweep"."key" = "Run"."sweepKey" ORDER BY "Run"."key"`,
  );
}

/** Invariants that hold at every moment, checked without the store's code. */
export function expectInvariants(world: World): void {
  const runs = runRows(world);
  const open = world.rows<{ runKey: number; attempt: number }>(
    `SELECT "runKey", "attempt" FROM "Lease" WHERE "endedAt" IS NULL ORDER BY "runKey"`,
  );
  const running = runs.filter(({ state }) => state === 'running').map(({ key, attempt }) => ({ runKey: key, attempt }));
  expect(open, 'a run is running while the lease of its attempt is open').toEqual(running);
  for (const { id, state, wanted, endedAt, deletedAt, sweepWanted } of runs) {
    expect(endedAt !== null, `run ${id} is ${state}, and has an end when it is finished`).toBe(isFinished(state));
    const isToStop = wanted === 'stop' || (sweepWanted === 'stop' && !world.isStopInterrupted);
    expect(state === 'waiting' && deletedAt === null && isToStop, `run ${id} waits although it is wanted to stop`).toBe(false);
  }
  expectEventsMatchStates(world, runs);
  expectLossesAreReal(world);
  const accompanied = world.rows(
    `SELECT "workerKey" FROM "Lease" LEFT JOIN "Suspect" USING ("runKey") WHERE "endedAt" IS NULL
     GROUP BY "workerKey" HAVING count(*) > 1 AND count("Suspect"."runKey") > 0`,
  );
  expect(accompanied, 'workers that hold another run beside a suspect').toEqual([]);
}

/**
 * Regardless of clocks: no worker that is known to be alive loses its run, and no death counts against a run unless a process outlived it and
 * the worker held only this run.
 */
function expectLossesAreReal(world: World): void {
  const ended = world.rows<{ runKey: number; outcome: string; hostname: string; pid: number; startedAt: number }>(
    `SELECT "runKey", "outcome", "hostname", "pid", "startedAt" FROM "Lease" JOIN "Worker" ON "Worker"."key" = "Lease"."workerKey"
     WHERE "outcome" IN ('died', 'expired')`,
  );
  for (const { outcome, hostname, ...process } of ended) {
    if (hostname !== world.host.hostname) continue;
    expect(world.host.processState(process), `worker ${process.pid}, whose lease was ended as ${outcome}`).not.toBe('alive');
  }
  const blamed = world.rows<{ key: number }>(`SELECT "key" FROM "Run" WHERE "state" = 'failed' AND "exitReason" LIKE 'Its worker died%'`);
  for (const { key } of blamed) {
    const deaths = ended.filter(({ runKey, pid }) => runKey === key && world.killedAlone.get(pid) === 1);
    expect(deaths.length, `deaths of workers that held only run ${key}, while others lived`).toBeGreaterThanOrEqual(3);
  }
}

/** The state of the run after an event. */
const stateAfter: Readonly<Record<string, RunState>> = {
  'run.started': 'running',
  'run.resumed': 'running',
  'run.released': 'waiting',
  'lease.lost': 'waiting',
  'run.retried': 'waiting',
  'run.extended': 'waiting',
  'run.complete': 'complete',
  'run.pruned': 'pruned',
  'run.failed': 'failed',
  'run.stopped': 'stopped',
};

/** The events of a run, in order, form valid state transitions and end in its current state. */
function expectEventsMatchStates(world: World, runs: readonly RunRow[]): void {
  const events = world.rows<{ runKey: number; kind: string }>(
    `SELECT "runKey", "kind" FROM "Event" WHERE "runKey" IS NOT NULL ORDER BY "id"`,
  );
  const states = new Map<number, RunState>();
  for (const { runKey, kind } of events) {
    const state = stateAfter[kind];
    if (state === undefined) continue;
    const before = states.get(runKey) ?? 'waiting';
    expect(nextStates[before], `${kind} of run ${runKey}, which was ${before}`).toContain(state);
    states.set(runKey, state);
  }
  for (const { key, state } of runs) expect(states.get(key) ?? 'waiting', `what events tell of run ${key}`).toBe(state);
}

/** Reclaims like an observing process: it sees a death, and counts it half a second later. */
async function reclaimAll(world: World): Promise<void> {
  await world.reclaim();
  world.wait(500);
  await world.reclaim();
}

/** No query returns a running run whose worker is gone, and every count matches the rows. */
export async function expectListsAreTrue(world: World): Promise<void> {
  const { store } = world;
  await reclaimAll(world);
  expectInvariants(world);
  const held = world.workers.flatMap(({ claim, acts }) => (claim !== null && acts ? [`${claim.run.id} ${claim.attempt}`] : []));
  const rows = runRows(world).filter(({ deletedAt, sweepDeletedAt }) => deletedAt === null && sweepDeletedAt === null);
  const listed = await store.runs.list();
  expect(listed.map(({ id, state }) => ({ id, state }))).toEqual(rows.map(({ id, state }) => ({ id, state })));
  for (const { id, state, attempt } of listed) if (state === 'running') expect(held).toContain(`${id} ${attempt}`);
  const trained = rows.filter(({ kind }) => kind === 'run');
  const found = await store.finding.find({ filter: 'state = running', offset: 0, limit: 100 });
  expect(found.total).toBe(countOf(trained, 'running'));
  const [sweep] = (await store.sweeps.list({ limit: 10 })).sweeps;
  if (sweep !== undefined) expect(sweep.counts).toEqual(Object.fromEntries(runStates.map((state) => [state, countOf(trained, state)])));
  const [queued] = (await store.workers.queue({ limit: 10 })).sweeps;
  expect(queued?.waiting ?? 0).toBe(countOf(trained, 'waiting'));
  expect(queued?.running ?? 0).toBe(countOf(trained, 'running'));
  const progress = await store.events.progress();
  expect(progress.filter(({ run }) => listed.some(({ id }) => id === run))).toHaveLength(countOf(rows, 'running'));
}

function countOf(rows: readonly RunRow[], state: RunState): number {
  return rows.filter((row) => row.state === state).length;
}

/** Living workers finish their runs and one trains all waiting runs, so every run that is neither paused nor deleted finishes. */
export async function expectEveryRunCanEnd(world: World): Promise<void> {
  for (const worker of world.workers) if (worker.acts) await followWantedAndFinish(world, worker);
  await reclaimAll(world);
  const fair = world.startWorker('here');
  for (await world.claim(fair); fair.claim !== null; await world.claim(fair)) await followWantedAndFinish(world, fair);
  expectInvariants(world);
  const stuck = runRows(world).filter(
    ({ state, wanted, sweepWanted, deletedAt, sweepDeletedAt }) =>
      !isFinished(state) && wanted !== 'pause' && sweepWanted !== 'pause' && deletedAt === null && sweepDeletedAt === null,
  );
  expect(stuck).toEqual([]);
}

async function followWantedAndFinish(world: World, worker: World['workers'][number]): Promise<void> {
  await world.act(worker, async (claim) => {
    const { wanted } = await world.store.leases.heartbeat(claim, { step: worker.step });
    if (wanted === 'run') await world.finish(worker, 'complete');
    else await world.release(worker);
  });
}
