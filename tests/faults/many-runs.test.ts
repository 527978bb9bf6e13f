import type { ChildProcess } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { hourglass, inTemporaryFolder, interruptProcess, startHourglass, untilExit } from '../support/hourglass.ts';
import { until } from '../support/until.ts';
import { processesOf, signalAll } from './processes.ts';
import { checkpointedRuns, countEvents, firstColumn, openLeases } from './read-record.ts';
import { shortIntervals, writeSmallSweep } from './small-sweep.ts';

const manyRuns = 12_000;

/** A transaction changes at most this many runs. */
const maxRuns = 1_000;

/** The default duration of a lease. */
const leaseMilliseconds = 10_000;

/** Heartbeat and lease are the default ones. */
const beside = { ...shortIntervals, HOURGLASS_HEARTBEAT: '1000', HOURGLASS_LEASE: `${leaseMilliseconds}`, HOURGLASS_CHECKPOINT: '1000' };

let folder = '';
let home = '';
let training: ChildProcess;

beforeAll(async () => {
  folder = await inTemporaryFolder(async (made) => made);
  await mkdir(folder);
  home = join(folder, 'home');
  const small = await writeSmallSweep(folder, { epochs: 100_000, seeds: 1, baselines: [] });
  training = startHourglass(['sweep', small, '--home', home, '--workers', '2'], beside);
  await until(() => checkpointedRuns(home) === 2);
  recordHeartbeatGaps();
}, 240_000);

afterAll(async () => {
  signalAll(processesOf(folder).all, 'SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

describe('actions on many runs during training', () => {
  it('do not make workers lose their leases; after a kill, a stop completes by itself and other actions when repeated', {
    timeout: 600_000,
  }, async () => {
    const many = join(folder, 'many.yaml');
    await writeFile(
      many,
      `version: 1
name: Many
dataset: digits.idx3-ubyte
model: { dimensions: [[784, 4]] }
training: { batchSize: 20, epochs: 1, learningRate: [${Array.from({ length: manyRuns / 10 }, (_, index) => `${index + 1}.0e-6`).join(', ')}] }
seeds: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
baselines: []
`,
    );

    // A sweep whose command is killed while it stores runs does not appear; running the command again completes it.
    await killedAt(['sweep', many, '--home', home, '--workers', '0'], 'Adding runs: ');
    expect(await listed('sweeps')).toHaveLength(1);
    const watching = startHourglass(['sweep', many, '--home', home, '--workers', '0'], beside);
    await until(() => (countEvents(home)['sweep.created'] ?? 0) === 2);
    await interruptProcess(watching);
    const id = (await listed('sweeps')).find(({ name }) => name === 'Many')?.id ?? '';
    expect(statesOf(id)).toEqual({ waiting: manyRuns });

    // A stop that is killed in the middle is finished by the process that watches the training.
    await killedAt(['sweeps', 'stop', id, '--home', home], 'Stopping: ');
    await until(() => statesOf(id).stopped === manyRuns);
    expect(countEvents(home)).toMatchObject({ 'sweep.stop': 1, 'run.stopped': manyRuns });
    const sources = firstColumn(home, `SELECT DISTINCT "source" FROM "Event" WHERE "kind" = 'run.stopped' ORDER BY "source"`);
    expect(sources).toEqual(['cli', 'worker']);

    await killedAt(['sweeps', 'retry', id, '--home', home], 'Retrying: ');
    await done('sweeps', 'retry', id);
    expect(statesOf(id)).toEqual({ waiting: manyRuns });
    expect(countEvents(home)).toMatchObject({ 'run.retried': manyRuns });

    for (const kind of ['run.stopped', 'run.retried']) expect(maxAtOnce(kind), kind).toBeLessThanOrEqual(maxRuns);

    // After a kill while rows are freed, the next command frees the rest.
    await killedAt(['sweeps', 'rm', id, '--home', home], 'Freeing: ');
    await done('gc');
    expect(firstColumn(home, `SELECT count(*) FROM "Run"`)).toEqual([2]);

    // No heartbeat was skipped because the previous one waited for the database: a worker would log that for its run.
    expect(firstColumn(home, `SELECT count(*) > 0 FROM "LogLine"`)).toEqual([1]);
    expect(firstColumn(home, `SELECT "message" FROM "LogLine" WHERE "message" LIKE '%heartbeat%'`)).toEqual([]);

    // No heartbeat came later than a lease allows, and many came.
    const [gaps] = firstColumn(home, `SELECT json_object('largest', max("milliseconds"), 'count', count(*)) FROM "HeartbeatGap"`);
    const { largest, count } = z.object({ largest: z.number(), count: z.number() }).parse(JSON.parse(String(gaps)));
    expect(largest).toBeLessThan(leaseMilliseconds);
    expect(count).toBeGreaterThan(10);

    // No lease was lost: both workers still train the runs that they claimed first.
    expect(openLeases(home)).toBe(2);
    expect(firstColumn(home, `SELECT DISTINCT "attempt" FROM "Run"`)).toEqual([1]);
    expect(firstColumn(home, `SELECT count(*) FROM "Lease" WHERE "outcome" IS NOT NULL`)).toEqual([0]);
    expect(countEvents(home)).not.toHaveProperty(['lease.lost']);
    expect(await interruptProcess(training)).toBe(130);
    expect(firstColumn(home, `SELECT DISTINCT "outcome" FROM "Lease"`)).toEqual(['released']);
  });
});

/** Makes the database record the time between any two heartbeats of a lease, by the uptime that workers record. */
function recordHeartbeatGaps(): void {
  const database = new Database(join(home, 'hourglass.db'), { timeout: 60_000 });
  database.exec(`
    CREATE TABLE "HeartbeatGap" ("milliseconds" INTEGER NOT NULL);
    CREATE TRIGGER "record_heartbeat_gap" AFTER UPDATE OF "heartbeatUptime" ON "Lease"
    BEGIN INSERT INTO "HeartbeatGap" VALUES (NEW."heartbeatUptime" - OLD."heartbeatUptime"); END`);
  database.close();
}

/** Starts a command and kills it once it reports progress. */
async function killedAt(arguments_: readonly string[], line: string): Promise<void> {
  const child = startHourglass(arguments_, beside);
  const ended = untilExit(child);
  await new Promise<void>((resolve, reject) => {
    child.stderr?.on('data', (chunk) => String(chunk).includes(line) && resolve());
    child.once('exit', (code) => reject(new Error(`${arguments_.join(' ')} ended with ${code} before it said "${line}".`)));
  });
  child.kill('SIGKILL');
  await ended;
}

async function done(...arguments_: readonly string[]): Promise<void> {
  const { exitCode, stderr } = await hourglass(...arguments_, '--home', home);
  expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 });
}

async function listed(noun: string): Promise<readonly { readonly id: string; readonly name: string }[]> {
  return JSON.parse((await hourglass(noun, 'ls', '--json', '--home', home)).stdout);
}

function statesOf(sweep: string): Readonly<Record<string, number>> {
  const rows = firstColumn(
    home,
    `SELECT "state" || ' ' || count(*) FROM "Run" JOIN "Sweep" ON "Sweep"."key" = "sweepKey" WHERE "Sweep"."id" = ? GROUP BY "state"`,
    sweep,
  );
  return Object.fromEntries(rows.map((row) => String(row).split(' ')).map(([state, count]) => [state, Number(count)]));
}

/** The largest number of events of a kind from one transaction: those have the same time. */
function maxAtOnce(kind: string): number {
  const [most] = firstColumn(
    home,
    `SELECT max("count") FROM (SELECT count(*) AS "count" FROM "Event" WHERE "kind" = ? GROUP BY "time")`,
    kind,
  );
  return Number(most);
}
