import { type ChildProcess, spawnSync } from 'node:child_process';
import { appendFileSync, truncateSync } from 'node:fs';
import { cp, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Finished, hourglass, inTemporaryFolder, startHourglass, untilExit } from '../support/hourglass.ts';
import { freePort } from '../support/listening.ts';
import { expectSuccess } from './kill-sweep.ts';
import { processesOf, signalAll } from './processes.ts';
import { checkpointedRuns, countEvent, countEvents, isTrainingUnlocked, openLeases, type RunRecord, readRecord } from './read-record.ts';
import { shortIntervals, writeSmallSweep } from './small-sweep.ts';

let folder = '';
let spec = '';
let undisturbed: readonly RunRecord[] = [];

beforeAll(async () => {
  folder = await inTemporaryFolder(async (made) => made);
  await mkdir(folder);
  spec = await writeSmallSweep(folder);
  const home = join(folder, 'undisturbed');
  await expectSuccess(['sweep', spec, '--home', home, '--json']);
  undisturbed = readRecord(home);
}, 600_000);

afterAll(async () => {
  // A failed test may leave processes running.
  signalAll(processesOf(folder).all, 'SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

const start = (home: string) => startHourglass(['sweep', spec, '--home', home, '--retry', '--workers', '2'], shortIntervals);

async function until(what: string, condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 240_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`Timed out waiting for: ${what}.`);
    await sleep(20);
  }
}

/** Creates a home whose processes were all killed while a run had a checkpoint. */
async function killedHome(name: string): Promise<string> {
  const home = join(folder, name);
  const parent = start(home);
  const ended = untilExit(parent);
  await until('a run with a checkpoint', () => checkpointedRuns(home) > 0);
  signalAll(processesOf(home).all, 'SIGKILL');
  await ended;
  await until('the end of all processes', () => processesOf(home).all.length === 0);
  return home;
}

/**
 * Suspends a worker that trains and holds no database lock, because a suspended lock holder would block all other processes. Null where the
 * sweep ended before such a worker was found.
 */
async function suspendWorker(home: string): Promise<number | null> {
  for (;;) {
    const { workers } = processesOf(home);
    if (workers.length === 0) return null;
    for (const worker of workers) {
      signalAll([worker], 'SIGSTOP');
      if (isTrainingUnlocked(home, worker)) return worker;
      signalAll([worker], 'SIGCONT');
    }
    await sleep(20);
  }
}

/** Starts a sweep and suspends one of its workers during training. */
async function suspendedSweep() {
  for (let attempt = 1; attempt <= 10; attempt++) {
    const home = join(folder, `asleep-${attempt}`);
    const ended = untilExit(start(home));
    await until('a run with a checkpoint', () => checkpointedRuns(home) > 0);
    const suspended = await suspendWorker(home);
    if (suspended !== null) return { home, ended, suspended };
    await ended;
  }
  throw new Error('No worker could be suspended during training in ten sweeps.');
}

/** Finishes the sweep and compares its record with that of the undisturbed sweep. */
async function expectUndisturbedResult(home: string): Promise<void> {
  await expectSuccess(['sweep', spec, '--home', home, '--json']);
  await expectSuccess(['gc', '--home', home]);
  await expectSuccess(['doctor', '--check', '--home', home]);
  expect(readRecord(home)).toEqual(undisturbed);
}

function rows<Row>(home: string, schema: z.ZodType<Row>, sql: string): readonly Row[] {
  const database = new Database(join(home, 'hourglass.db'), { readonly: true });
  try {
    return z.array(schema).parse(database.prepare(sql).all());
  } finally {
    database.close();
  }
}

const checkpointSchema = z.object({ hash: z.string(), bytes: z.number() });

describe('after a crash', () => {
  it.each([
    ['a torn last checkpoint makes the run resume from the one before it', 1],
    ['tearing every checkpoint makes the run start again', 9],
  ])('%s', { timeout: 600_000 }, async (name, count) => {
    const home = await killedHome(`torn-${count}`);
    const torn = rows(
      home,
      checkpointSchema,
      `SELECT "Blob"."hash", "Blob"."bytes" FROM "Checkpoint" JOIN "Blob" ON "Blob"."hash" = "Checkpoint"."blobHash"
       JOIN "Run" ON "Run"."key" = "Checkpoint"."runKey" WHERE "Run"."state" = 'running' AND "withOptimizer" = 1
       ORDER BY "Checkpoint"."step" DESC LIMIT ${count}`,
    );
    expect(torn.length, name).toBeGreaterThan(0);
    for (const { hash, bytes } of torn) truncateSync(join(home, 'blobs', hash.slice(0, 2), hash), Math.floor(bytes / 2));
    expect((await hourglass('doctor', '--check', '--home', home)).exitCode).toBe(1);
    await expectUndisturbedResult(home);
    expect(countEvents(home)['checkpoint.damaged']).toBeGreaterThan(0);
  });

  it('a torn chunk of costs makes the run start again', { timeout: 600_000 }, async () => {
    const home = await killedHome('torn-chunk');
    const database = new Database(join(home, 'hourglass.db'));
    const { changes } = database
      .prepare(
        `UPDATE "MetricChunk" SET "values" = substr("values", 1, length("values") / 2)
         WHERE "level" = 0 AND "runKey" IN (SELECT "key" FROM "Run" WHERE "state" = 'running')`,
      )
      .run();
    database.close();
    expect(changes).toBeGreaterThan(0);
    await expectUndisturbedResult(home);
    expect(countEvents(home)['run.restarted']).toBeGreaterThan(0);
  });

  it('a copy of the home with a WAL that was not checkpointed trains to the end', { timeout: 600_000 }, async () => {
    const home = await killedHome('with-wal');
    const copy = join(folder, 'copied');
    await cp(home, copy, { recursive: true });
    await rm(join(copy, 'hourglass.db-shm'), { force: true });
    expect(spawnSync('test', ['-s', join(copy, 'hourglass.db-wal')]).status).toBe(0);
    await expectUndisturbedResult(copy);
  });
});

describe('a disturbance during training', () => {
  it('a worker is suspended past its lease: another one takes its run, and on resuming it reports the loss and writes nothing', {
    timeout: 600_000,
  }, async () => {
    const { home, ended, suspended } = await suspendedSweep();
    await until('the loss of its lease', () => countEvent(home, 'lease.lost') > 0);
    signalAll([suspended], 'SIGCONT');
    expect((await ended).exitCode).toBe(0);
    await expectUndisturbedResult(home);
    // On a busy machine other workers may lose their leases, too.
    expect(countEvents(home)['lease.noticed']).toBeGreaterThan(0);
    const warnings = rows(home, z.object({ message: z.string() }), `SELECT "message" FROM "LogLine" WHERE "level" = 'warning'`);
    expect(warnings.map(({ message }) => message)).toContainEqual(expect.stringMatching(/no longer holds attempt \d+/));
  });

  it('another program locks the database for ten seconds', { timeout: 600_000 }, async () => {
    const home = join(folder, 'held');
    const ended = untilExit(start(home));
    await until('a run is claimed', () => openLeases(home) > 0);
    const database = new Database(join(home, 'hourglass.db'), { timeout: 10_000 });
    database.exec('BEGIN IMMEDIATE');
    await sleep(10_000);
    database.exec('ROLLBACK');
    database.close();
    const { exitCode, stderr } = await ended;
    expect(stderr).not.toMatch(/locked|\n\s+at /);
    expect(exitCode).toBe(0);
    await expectUndisturbedResult(home);
  });

  it('the disk is full: workers report it, wait, and continue when there is room', { timeout: 600_000 }, async () => {
    const home = join(folder, 'full');
    await mkdir(home);
    const isMounted = mount(['-t', 'tmpfs', '-o', 'size=16m', 'tmpfs', home]);
    try {
      const { exitCode, stderr } = isMounted ? await fillTheDisk(home) : await limitFileSize(home);
      expect(stderr).toContain('The disk is full');
      expect(stderr).not.toMatch(/\n\s+at /);
      if (isMounted) expect(exitCode).toBe(0);
      await expectUndisturbedResult(home);
    } finally {
      if (isMounted) spawnSync('umount', ['-l', home]);
    }
  });

  it('the home is read-only: the command reports it and changes nothing', { timeout: 600_000 }, async ({ skip }) => {
    const home = join(folder, 'undisturbed');
    const shown = join(folder, 'read-only');
    await mkdir(shown);
    if (!mount(['--bind', home, shown])) skip('This user may not mount.');
    try {
      expect(mount(['-o', 'remount,ro,bind', shown])).toBe(true);
      for (const command of [['sweep', spec], ['up', '--workers', '1'], ['gc'], ['worker']]) {
        const { exitCode, stderr } = await hourglass(...command, '--home', shown);
        expect(exitCode, command.join(' ')).toBeGreaterThan(0);
        expect(stderr).toContain(shown);
        expect(stderr).not.toMatch(/\n\s+at /);
      }
    } finally {
      spawnSync('umount', ['-l', shown]);
    }
    expect(readRecord(home)).toEqual(undisturbed);
  });
});

it('two owners that start at the same instant: one serves, the other names it and exits 2', { timeout: 600_000 }, async () => {
  const home = join(folder, 'two-owners');
  const ports = [await freePort(), await freePort()];
  const owners: ChildProcess[] = ports.map((port) => startHourglass(['up', '--home', home, '--port', `${port}`, '--workers', '0']));
  const endings = owners.map(untilExit);
  const { index, exitCode, stderr } = await Promise.race(endings.map(async (ending, index) => ({ index, ...(await ending) })));
  expect(exitCode).toBe(2);
  expect(stderr).toContain(`Hourglass is already running for ${home}: http://127.0.0.1:${ports[1 - index]}`);
  const winner = owners[1 - index];
  expect(winner?.exitCode).toBeNull();
  // The kernel releases the lock of a killed owner at once.
  winner?.kill('SIGKILL');
  await endings[1 - index];
  await until('the dashboard has ended with its parent', () => processesOf(home).all.length === 0);
  const next = startHourglass(['up', '--home', home, '--port', `${ports[0]}`, '--workers', '0']);
  let output = '';
  next.stderr?.on('data', (chunk) => {
    output += chunk;
  });
  await until('the next owner serves', () => output.includes('Dashboard: '));
  next.kill('SIGINT');
  expect((await untilExit(next)).exitCode).toBe(130);
});

function mount(arguments_: readonly string[]): boolean {
  return spawnSync('mount', arguments_).status === 0;
}

/** Fills the disk during training, and frees it when a worker has reported the full disk. */
async function fillTheDisk(home: string): Promise<Finished> {
  const child = start(home);
  const ended = untilExit(child);
  let output = '';
  child.stderr?.on('data', (chunk) => {
    output += chunk;
  });
  await until('a run is claimed', () => openLeases(home) > 0);
  const filler = join(home, 'filler');
  for (const size of [1_000_000, 10_000, 100]) {
    try {
      for (;;) appendFileSync(filler, Buffer.alloc(size));
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
    }
  }
  await until('a worker says that the disk is full', () => output.includes('The disk is full'));
  await sleep(1_000);
  await rm(filler);
  return ended;
}

/** Used where mounting a tmpfs is not allowed: limits the file size so that the database reaches the limit. */
async function limitFileSize(home: string): Promise<Finished> {
  const arguments_ = ['sweep', spec, '--home', home, '--workers', '2'];
  const child = startHourglass(arguments_, shortIntervals, { before: 'ulimit -f 1400' });
  const ended = untilExit(child);
  let output = '';
  child.stderr?.on('data', (chunk) => {
    output += chunk;
  });
  await until('a worker says that the disk is full', () => output.includes('The disk is full'));
  child.kill('SIGINT');
  return ended;
}
