import { join } from 'node:path';
import { hashOf, type PlannedSweep, parseSpec, planSweep, runsOfVersion } from '@hourglass/sweeps';
import { knownFacts } from '@hourglass/sweeps/dataset-facts';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Connection, openWriter } from '../driver/connection.ts';
import { openStore } from '../open-store.ts';
import { temporaryHome } from '../testing/temporary-database.ts';
import { migrate } from './migrate.ts';
import { migrations } from './migration.ts';

const before = migrations.slice(
  0,
  migrations.findIndex(({ name }) => name.endsWith('_fingerprints')),
);
const digits = { title: 'digits.npy', contentHash: '5'.repeat(64), sampleSize: 784, trainCount: 810 };

function plan(document: object): PlannedSweep {
  const spec = parseSpec(document);
  return planSweep(spec, { document, text: null }, knownFacts(spec.dataset) ?? digits);
}

const mixed = {
  version: 1,
  name: 'Mixed',
  model: { dimensions: [784, 8], noise: ['none', 'masking'] },
  training: { optimizer: ['adam', { kind: 'adam', beta1: 0.5 }, 'momentum'], epochs: 3 },
  seeds: [0, 1],
};

interface OldSweep {
  readonly document: object;
  /** Specs to which the sweep was widened. */
  readonly widened?: readonly object[];
  readonly facts?: object | null;
  readonly deletedAt?: number;
  readonly state?: string;
}

/** A home whose fingerprints follow a different rule. */
async function oldHome(sweeps: readonly OldSweep[], change: (connection: Connection) => void = () => {}): Promise<string> {
  const home = await temporaryHome();
  const connection = await openWriter(join(home, 'hourglass.db'));
  await migrate(connection, before);
  for (const [index, { document, widened = [], facts, deletedAt = null, state = 'complete' }] of sweeps.entries()) {
    const planned = plan(document);
    const storedFacts = facts === undefined ? planned.facts : facts;
    const { lastInsertRowid: key } = connection
      .prepare(
        `INSERT INTO "Sweep" ("id", "fingerprint", "name", "facts", "dataset", "axes", "revision", "createdAt", "updatedAt", "deletedAt")
         VALUES (?, ?, ?, ?, ?, '[]', ?, 0, 0, ?)`,
      )
      .run(
        `sweep${index}`,
        `old ${index}`,
        planned.name,
        storedFacts && JSON.stringify(storedFacts),
        planned.dataset,
        1 + widened.length,
        deletedAt,
      );
    connection
      .prepare(`INSERT INTO "Event" ("time", "source", "kind", "message", "sweepKey") VALUES (0, 'cli', 'sweep.created', '', ?)`)
      .run(key);
    for (const [at, revision] of [document, ...widened].entries()) {
      connection
        .prepare('INSERT INTO "SweepRevision" ("sweepKey", "revision", "spec", "createdAt", "fingerprint") VALUES (?, ?, ?, 0, ?)')
        .run(key, at + 1, JSON.stringify(plan(revision).spec), at === 0 ? null : `old ${index} ${at}`);
    }
    const runs = new Map([document, ...widened].flatMap((each) => runsOfVersion(plan(each), 1)).map((run) => [run.fingerprint, run]));
    for (const [at, run] of [...runs.values()].entries()) {
      connection
        .prepare(
          `INSERT INTO "Run" ("id", "sweepKey", "kind", "fingerprint", "seed", "parameters", "values", "parameterCount", "totalSteps", "state", "createdAt")
           VALUES (?, ?, ?, ?, ?, ?, '{}', 1, 1, ?, 0)`,
        )
        .run(runId(index, at), key, run.kind, hashOf([index, at]), run.seed, JSON.stringify(run.parameters), state);
    }
  }
  change(connection);
  connection.close();
  return home;
}

function runId(sweep: number, run: number): string {
  return String(1_000 * sweep + run).padStart(10, '0');
}

async function opened(home: string) {
  const store = await openStore({ home, mode: 'write' });
  onTestFinished(() => store.close());
  return store;
}

describe('recomputing fingerprints', () => {
  it('lets each spec find its sweep without adding runs', async () => {
    const files = { ...mixed, name: 'Files', dataset: { train: '/a/digits.npy', trainLabels: '/a/labels.npy' } };
    // Its sweep holds the runs that version 1 of the samplers generated.
    const random = { version: 1, model: { dimensions: [784, 4] }, training: { batchSize: { min: 5, max: 90 } }, sampler: 'random' };
    const documents = [mixed, files, random];
    const store = await opened(await oldHome(documents.map((document) => ({ document }))));
    for (const [index, document] of documents.entries()) {
      const given = await store.sweeps.upsert(plan(document));
      expect(given).toMatchObject({ existed: true, addedRuns: 0, sweep: { id: `sweep${index}`, samplerVersion: 1 } });
    }
    expect(await store.storage.check()).toEqual([]);
  });

  it('lets a widened sweep be found by each of its specs', async () => {
    const wider = { ...mixed, seeds: [0, 1, 2] };
    const widest = { ...mixed, seeds: [0, 1, 2, 3] };
    const store = await opened(await oldHome([{ document: mixed, widened: [wider, widest] }]));
    for (const document of [mixed, wider, widest]) {
      expect(await store.sweeps.upsert(plan(document))).toMatchObject({ existed: true, addedRuns: 0, sweep: { id: 'sweep0' } });
    }
  });

  it('identifies an extended run with the run of its spec', async () => {
    const extend = (connection: Connection) =>
      connection.exec(`
        UPDATE "Run" SET "parameters" = json_set("parameters", '$.epochs', 9) WHERE "kind" = 'run' AND "seed" = 1;
        INSERT INTO "Event" ("time", "source", "kind", "message", "data", "sweepKey", "runKey")
          SELECT 0, 'cli', 'run.extended', '', '{"from":' || "from" || '}', 1, "Run"."key" FROM "Run", (SELECT 3 AS "from" UNION ALL SELECT 6)
          WHERE "kind" = 'run' AND "seed" = 1 ORDER BY "from";`);
    const store = await opened(await oldHome([{ document: mixed }], extend));
    expect(await store.sweeps.upsert(plan(mixed))).toMatchObject({ existed: true, addedRuns: 0 });
  });

  it('keeps all of two sweeps that become equal, and finds the newest live one', async () => {
    const home = await oldHome([{ document: mixed }, { document: mixed }, { document: mixed, deletedAt: 5 }]);
    const store = await opened(home);
    expect((await store.sweeps.list({ limit: 9 })).sweeps.map(({ id }) => id)).toEqual(['sweep1', 'sweep0']);
    expect(await store.sweeps.upsert(plan(mixed))).toMatchObject({ existed: true, addedRuns: 0, sweep: { id: 'sweep1' } });
    expect((await store.runs.list()).length).toBe(2 * plan(mixed).runs.length);
  });

  it('keeps all of two runs that become equal, and counts the complete one', async () => {
    const double = (connection: Connection) =>
      connection.exec(`
        INSERT INTO "Run" ("id", "sweepKey", "kind", "fingerprint", "seed", "parameters", "values", "parameterCount", "totalSteps", "state", "createdAt")
          SELECT 'c' || substr("id", 2), 1, "kind", 'copy of ' || "fingerprint", "seed", "parameters", '{}', 1, 1, 'failed', 0 FROM "Run";
        UPDATE "Run" SET "state" = iif("state" = 'failed', 'complete', 'failed');`);
    const store = await opened(await oldHome([{ document: mixed }], double));
    expect(await store.sweeps.upsert(plan(mixed))).toMatchObject({ existed: true, addedRuns: 0 });
    const runs = await store.runs.list();
    expect(runs).toHaveLength(2 * plan(mixed).runs.length);
    const found = new Set(plan(mixed).runs.map(({ fingerprint }) => fingerprint));
    for (const { id, state } of runs) expect(found.has(await store.runs.fingerprint(id))).toBe(state === 'complete');
  });

  it('keeps the fingerprints of sweeps without a content hash or with unreadable documents', async () => {
    const damage = (connection: Connection) =>
      connection.exec(`
        UPDATE "SweepRevision" SET "spec" = '{"version":7}' WHERE "sweepKey" = 2;
        UPDATE "Run" SET "parameters" = '{}' WHERE "sweepKey" = 3;`);
    const files = { ...mixed, dataset: { train: '/a/digits.npy' } };
    const home = await oldHome([{ document: files, facts: null }, { document: mixed }, { document: { ...mixed, name: 'Third' } }], damage);
    const store = await opened(home);
    expect(await store.sweeps.byFingerprint('old 0')).toMatchObject({ id: 'sweep0' });
    expect(await store.sweeps.byFingerprint('old 1')).toMatchObject({ id: 'sweep1' });
    expect(await store.sweeps.byFingerprint('old 2')).toBeNull();
    expect(await store.runs.fingerprint(runId(2, 0))).toBe(hashOf([2, 0]));
  });

  it('works for sweeps that were stored without facts about their data', async () => {
    const store = await opened(await oldHome([{ document: mixed, facts: null }]));
    expect(await store.sweeps.upsert(plan(mixed))).toMatchObject({ existed: true, addedRuns: 0, sweep: { id: 'sweep0' } });
  });
});
