import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, rmSync } from 'node:fs';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import SqliteDatabase from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import type { Progress } from './contract/progress.ts';
import type { Store } from './contract/store.ts';
import { openStore } from './open-store.ts';
import { allSweeps, claimedRun, claimNext, costs, newEpoch, newRun, newSweep, worker } from './testing/fixtures.ts';
import { temporaryHome, temporaryStore } from './testing/temporary-database.ts';

function rawConnection(store: Store): SqliteDatabase.Database {
  const connection = new SqliteDatabase(join(store.home, 'hourglass.db'));
  onTestFinished(() => {
    connection.close();
  });
  return connection;
}

async function openReaderOf(store: Store): Promise<Store> {
  const reader = await openStore({ home: store.home, mode: 'read' });
  onTestFinished(() => reader.close());
  return reader;
}

describe('a reader', () => {
  it('creates nothing, and reports that there is no database', async () => {
    const home = join(await temporaryHome(), 'not-there');
    await expect(openStore({ home, mode: 'read' })).rejects.toMatchObject({
      code: 'DATABASE_MISSING',
      message: expect.stringContaining(home),
    });
    expect(existsSync(home)).toBe(false);
  });

  it('sees committed changes and writes nothing', async () => {
    const store = await temporaryStore();
    const reader = await openReaderOf(store);
    const { sweep } = await store.sweeps.upsert(newSweep('first', [newRun('a')]));
    expect(await reader.sweeps.get(sweep.id)).toEqual(sweep);
    await expect(reader.sweeps.upsert(newSweep('second', []))).rejects.toMatchObject({ code: 'READ_ONLY' });
    await expect(reader.leases.claim(worker, { leaseMilliseconds: 1_000 })).rejects.toMatchObject({ code: 'READ_ONLY' });
    await expect(reader.blobs.put(Uint8Array.of(1))).rejects.toMatchObject({ code: 'READ_ONLY' });
    expect(await readdir(join(store.home, 'blobs'))).toEqual([]);
  });

  it('neither waits for a writer nor blocks one', async () => {
    const store = await temporaryStore();
    await store.sweeps.upsert(newSweep('first', [newRun('a')]));
    const reader = await openReaderOf(store);
    const other = rawConnection(store);
    other.exec('BEGIN IMMEDIATE; DELETE FROM "Run"');
    expect(await reader.runs.list()).toHaveLength(1);
    other.exec('ROLLBACK; BEGIN; SELECT * FROM "Run"');
    await store.sweeps.upsert(newSweep('second', []));
    expect(await allSweeps(reader)).toHaveLength(2);
    other.exec('ROLLBACK');
  });
});

it('changes its data version on every commit by any process, and on no read', async () => {
  const home = await temporaryHome();
  const [store, other] = [await openStore({ home, mode: 'write' }), await openStore({ home, mode: 'write' })];
  onTestFinished(() => store.close());
  onTestFinished(() => other.close());
  const versions = [store.dataVersion()];
  await store.sweeps.upsert(newSweep('first', [newRun('a')]));
  versions.push(store.dataVersion());
  await other.sweeps.upsert(newSweep('second', [newRun('b')]));
  versions.push(store.dataVersion());
  expect(new Set(versions).size).toBe(3);
  expect(await store.leases.reclaim()).toEqual([]);
  expect(store.dataVersion()).toBe(versions.at(-1));
});

describe('a clock that jumps', () => {
  it.each([
    ['forward', 3_600_000],
    ['back', -3_600_000],
  ])('%s loses and doubles nothing: a dead worker elsewhere keeps no run, and a fenced one writes nothing', async (_, jump) => {
    const home = await temporaryHome();
    let now = 1_800_000_000_000;
    const store = await openStore({ home, mode: 'write', now: () => now });
    onTestFinished(() => store.close());
    await store.sweeps.upsert(newSweep('first', [newRun('a')]));
    const claim = await claimNext(store, { hostname: 'elsewhere' }, 10_000);
    expect(await store.leases.reclaim()).toEqual([]);
    now += jump;
    expect(await store.leases.reclaim()).toEqual([claim.run.id]);
    const next = await claimNext(store, {}, 10_000);
    await expect(store.leases.heartbeat(claim, { step: 5 })).rejects.toMatchObject({ code: 'LEASE_LOST' });
    await store.leases.heartbeat(next, { step: 1 });
    expect(await store.leases.reclaim()).toEqual([]);
    await store.leases.finish(next, { state: 'complete', exitReason: null });
    expect((await store.runs.get(claim.run.id)).attempt).toBe(2);
  });
});

describe('a run whose recorded costs lack a chunk', () => {
  it('fails to read the series instead of omitting points', async () => {
    const store = await temporaryStore();
    const claim = await claimedRun(store);
    await store.recordings.record(claim, { points: [costs(1, 3_000)] });
    rawConnection(store).exec(`DELETE FROM "MetricChunk" WHERE "level" = 0 AND "index" = 1`);
    const read = store.metrics.series(claim.run.id, 'cost', { from: 1, to: 3_000, width: 3_000 });
    await expect(read).rejects.toMatchObject({
      code: 'CHUNK_UNREADABLE',
      message: expect.stringContaining('Chunk 1 of level 0 is missing'),
    });
  });
});

describe('a run whose recorded costs are torn', () => {
  it('starts over when it is claimed, and blocks no claims of other runs', async () => {
    const store = await temporaryStore();
    const claim = await claimedRun(store);
    const blob = await store.blobs.put(Uint8Array.of(1));
    await store.recordings.record(claim, {
      points: [costs(1, 100)],
      checkpoint: { step: 100, epoch: 1, blob, withOptimizer: true },
    });
    await store.leases.release(claim, 'interrupted');
    rawConnection(store).exec(`UPDATE "MetricChunk" SET "values" = substr("values", 1, length("values") / 2)`);
    expect(await store.storage.check()).toMatchObject([{ problem: expect.stringContaining('damaged chunks') }]);
    expect((await claimNext(store)).run).toMatchObject({ id: claim.run.id, step: 0 });
    expect((await store.events.ofRun(claim.run.id)).map(({ kind }) => kind)).toContain('run.restarted');
    expect(await store.storage.check()).toMatchObject([{ problem: expect.stringContaining('are referenced by no run') }]);
  });
});

describe('a check', () => {
  it('names a blob that is damaged, one that is missing and files that belong to no run, each with a remedy', async () => {
    const store = await temporaryStore();
    const claim = await claimedRun(store);
    for (const step of [1, 2, 3]) {
      const blob = await store.blobs.put(Uint8Array.of(step, 0, 0));
      await store.recordings.record(claim, { checkpoint: { step, epoch: 0, blob, withOptimizer: true } });
    }
    await store.leases.release(claim, 'interrupted');
    expect(await store.storage.check()).toEqual([]);
    const paths = (await store.recordings.checkpoints(claim.run.id)).map(({ blob }) =>
      join(store.home, 'blobs', blob.hash.slice(0, 2), blob.hash),
    );
    await writeFile(paths[0] ?? '', Uint8Array.of(9, 9, 9));
    await rm(paths[1] ?? '');
    await writeFile(`${paths[2]}.1234.partial`, 'half');
    const problems = (await store.storage.check()).map(({ problem }) => problem);
    expect(problems).toHaveLength(3);
    expect(problems).toEqual(
      expect.arrayContaining([
        expect.stringContaining('is damaged'),
        expect.stringContaining('is missing'),
        expect.stringContaining('are referenced by no run'),
      ]),
    );
  });
});

describe('a backup', () => {
  it('has every blob that it refers to, although checkpoints are thinned while it is taken', async () => {
    const store = await temporaryStore();
    const claim = await claimedRun(store);
    const save = async (step: number) => {
      const blob = await store.blobs.put(Uint8Array.of(step));
      const checkpoint = { step, epoch: 0, blob, withOptimizer: false };
      await store.blobs.remove((await store.recordings.record(claim, { checkpoint, keep: 'training' })).released);
      return blob;
    };
    const before = await save(1);
    const copy = join(await temporaryHome(), 'copy.db');
    let seen: readonly { readonly hash: string; readonly bytes: number }[] = [];
    await store.storage.backUp(copy, async (blobs) => {
      seen = blobs;
      await save(2);
      await store.storage.collect();
      expect(await store.blobs.get(before)).toHaveLength(1);
    });
    expect(seen).toEqual([before]);
    await store.leases.release(claim, 'interrupted');
    await store.storage.collect();
    await expect(store.blobs.get(before)).rejects.toMatchObject({ code: 'BLOB_MISSING' });
  });
});

describe('a check', () => {
  it('holds no read transaction while it reads files, and reports no file that was replaced meanwhile', async () => {
    const store = await temporaryStore();
    const claim = await claimedRun(store);
    for (let step = 1; step <= 3; step++) {
      const blob = await store.blobs.put(Uint8Array.of(step));
      await store.recordings.record(claim, { checkpoint: { step, epoch: 0, blob, withOptimizer: true } });
    }
    const other = rawConnection(store);
    const seen: string[] = [];
    const onProgress = ({ done, total }: Progress) => {
      seen.push(`${done} of ${total}`);
      if (done !== 1) return;
      for (const { hash } of other.prepare<[], { hash: string }>('SELECT "hash" FROM "Blob"').all()) {
        rmSync(join(store.home, 'blobs', hash.slice(0, 2), hash));
      }
      other.exec('DELETE FROM "Checkpoint"');
      // A checkpoint of the log is busy while anyone reads an older state.
      expect(other.pragma('wal_checkpoint(TRUNCATE)')).toEqual([{ busy: 0, log: 0, checkpointed: 0 }]);
    };
    expect(await store.storage.check({ onProgress })).toEqual([]);
    expect(seen).toEqual(['1 of 3', '2 of 3', '3 of 3']);
  });
});

describe('a backup of another process', () => {
  it.each(['ends', 'is killed'])('holds every file while it runs, even if it is suspended, and none once it %s', async (end) => {
    const store = await temporaryStore();
    const claim = await claimedRun(store);
    const blob = await store.blobs.put(Uint8Array.of(1));
    await store.recordings.record(claim, { checkpoint: { step: 1, epoch: 0, blob, withOptimizer: true } });
    await store.leases.release(claim, 'interrupted');
    const backup = spawn(process.execPath, [fileURLToPath(new URL('./testing/backing-up-process.ts', import.meta.url)), store.home], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const exited = once(backup, 'exit');
    onTestFinished(() => {
      backup.kill('SIGKILL');
    });
    expect(String(await once(backup.stdout, 'data'))).toBe('1\n');
    // No JavaScript of the process runs, as while one long statement copies the database.
    backup.kill('SIGSTOP');
    await store.steering.remove({ run: claim.run.id }, { source: 'cli' });
    await store.storage.collect();
    await store.blobs.remove([blob]);
    expect(await store.blobs.get(blob)).toHaveLength(1);
    if (end === 'ends') {
      backup.kill('SIGCONT');
      backup.stdin.write('on\n');
    } else backup.kill('SIGKILL');
    expect(await exited).toEqual(end === 'ends' ? [0, null] : [null, 'SIGKILL']);
    await store.storage.collect();
    await expect(store.blobs.get(blob)).rejects.toMatchObject({ code: 'BLOB_MISSING' });
  });
});

describe('a store', () => {
  it('refuses a home that is a file, and a file that is not a database', async () => {
    const home = await temporaryHome();
    const file = join(home, 'file');
    await writeFile(file, 'a text that is long enough to be looked at as if it were a database, and is none'.repeat(20));
    await expect(openStore({ home: file, mode: 'write' })).rejects.toMatchObject({ code: 'HOME_UNSUITABLE' });
    await expect(openStore({ home, databaseUrl: `file:${file}`, mode: 'write' })).rejects.toMatchObject({ code: 'DATABASE_UNREADABLE' });
    await mkdir(join(home, 'hourglass.db'));
    await expect(openStore({ home, mode: 'read' })).rejects.toMatchObject({ code: 'DATABASE_UNREADABLE' });
  });

  it('keeps its database at the given path', async () => {
    const home = await temporaryHome();
    const database = join(home, 'elsewhere', 'other.db');
    const store = await openStore({ home, databaseUrl: `file:${database}`, mode: 'write' });
    await store.close();
    expect(existsSync(database)).toBe(true);
    expect(await readdir(home)).toEqual(['blobs', 'elsewhere']);
  });

  it('keeps its data when it is closed and opened again', async () => {
    const home = await temporaryHome();
    const first = await openStore({ home, mode: 'write' });
    const { sweep } = await first.sweeps.upsert(newSweep('first', [newRun('a')]));
    await first.close();
    const second = await openStore({ home, mode: 'write' });
    onTestFinished(() => second.close());
    expect(await allSweeps(second)).toEqual([sweep]);
  });

  it('lets workers claim only runs that are requested to run, and reports the strongest requested state', async () => {
    const store = await temporaryStore();
    await store.sweeps.upsert(newSweep('first', [newRun('a', { seed: 1 }), newRun('b', { seed: 2 })]));
    const person = rawConnection(store);
    person.exec(`UPDATE "Run" SET "wanted" = 'pause' WHERE "seed" = 1`);
    const claim = await claimNext(store);
    expect(claim.run.seed).toBe(2);
    expect(await store.leases.claim(worker, { leaseMilliseconds: 1_000 })).toBeNull();
    person.exec(`UPDATE "Run" SET "wanted" = 'pause' WHERE "seed" = 2`);
    expect(await store.leases.heartbeat(claim, { step: 1 })).toEqual({ wanted: 'pause' });
    person.exec(`UPDATE "Sweep" SET "wanted" = 'stop'`);
    expect(await store.leases.heartbeat(claim, { step: 1 })).toEqual({ wanted: 'stop' });
    person.exec(`UPDATE "Sweep" SET "wanted" = 'run'; UPDATE "Run" SET "wanted" = 'run', "deletedAt" = 1 WHERE "seed" = 2`);
    expect(await store.leases.heartbeat(claim, { step: 1 })).toEqual({ wanted: 'stop' });
  });

  it('hides a deleted sweep, and restores it when its spec is submitted again', async () => {
    const store = await temporaryStore();
    const given = newSweep('first', [newRun('a'), newRun('b')]);
    const { sweep } = await store.sweeps.upsert(given);
    const person = rawConnection(store);
    person.exec(`UPDATE "Run" SET "deletedAt" = 1 WHERE "key" = 1`);
    expect((await store.sweeps.get(sweep.id)).counts.waiting).toBe(1);
    expect(await store.runs.list()).toHaveLength(1);
    person.exec(`UPDATE "Sweep" SET "deletedAt" = 1`);
    expect(await allSweeps(store)).toEqual([]);
    await expect(store.sweeps.get(sweep.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await store.leases.claim(worker, { leaseMilliseconds: 1_000 })).toBeNull();
    expect(await store.sweeps.upsert(given)).toMatchObject({
      addedRuns: 1,
      existed: true,
      sweep: { id: sweep.id, counts: { waiting: 2 } },
    });
  });

  it('keeps the values of runs and of their epochs for filters, each number to the same bits', async () => {
    const store = await temporaryStore();
    const values = { learningRate: 3e-4, optimizer: 'adam', "it's": 1 / 3, depth: 4 };
    await store.sweeps.upsert(newSweep('first', [newRun('a', { values })]));
    const claim = await claimNext(store);
    await store.recordings.record(claim, { epochs: [newEpoch(1, 0.3), newEpoch(2, 1 / 7), newEpoch(3, 0.2)] });
    const rows = (sql: string) => rawConnection(store).prepare(sql).raw().all();
    expect(rows('SELECT "key", "number", "text" FROM "RunValue" ORDER BY "key"')).toEqual([
      ['depth', 4, null],
      ["it's", 1 / 3, null],
      ['learningRate', 3e-4, null],
      ['optimizer', null, 'adam'],
    ]);
    const metrics = `SELECT "part" || '.' || "name", "last", "best" FROM "RunMetric" JOIN "Metric" ON "Metric"."key" = "metricKey" ORDER BY 1`;
    expect(rows(metrics)).toEqual([
      ['test.cost', 1.2, 1 + 1 / 7],
      ['train.batchCost', 203, 202],
      ['train.cost', -0.8, 1 / 7 - 1],
      ['validation.cost', 0.2, 1 / 7],
    ]);
  });
});

it('lets many processes open a new home at once, and gives each run to exactly one', async () => {
  const home = join(await temporaryHome(), 'new');
  const script = fileURLToPath(new URL('./testing/claiming-process.ts', import.meta.url));
  const runs = 20;
  const processes = await Promise.all(
    Array.from({ length: 4 }, () => promisify(execFile)(process.execPath, [script, home, `${runs}`], { encoding: 'utf8' })),
  );
  const claimsSchema = z.array(z.object({ id: z.string(), attempt: z.number() }));
  const claims = processes.flatMap(({ stdout }) => claimsSchema.parse(JSON.parse(stdout)));
  expect(new Set(claims.map(({ id }) => id)).size).toBe(runs);
  expect(claims).toHaveLength(runs);
  expect(claims.every(({ attempt }) => attempt === 1)).toBe(true);
  const store = await openStore({ home, mode: 'read' });
  onTestFinished(() => store.close());
  const sweeps = await allSweeps(store);
  expect(sweeps).toHaveLength(1);
  expect(sweeps[0]?.counts.complete).toBe(runs);
});
