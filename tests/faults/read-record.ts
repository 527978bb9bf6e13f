import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { z } from 'zod';

const rowSchema = z.object({
  key: z.number(),
  state: z.string(),
  kind: z.string(),
  seed: z.number(),
  parameters: z.string(),
  step: z.number(),
  totalSteps: z.number(),
});
const chunkSchema = z.object({ firstStep: z.number(), count: z.number(), values: z.instanceof(Uint8Array) });

/** The part of a run's record that must be equal, bit for bit, whenever the same configuration is trained. */
export interface RunRecord {
  readonly name: string;
  readonly state: string;
  readonly steps: number;
  /** Whether every step from 1 to the last was recorded once. */
  readonly isContiguous: boolean;
  /** SHA-256 over the cost of each step. */
  readonly costs: string;
  readonly epochs: string;
  /** Names of the files with its last and best weights: SHA-256 of their content. */
  readonly weights: readonly string[];
  readonly result: string;
  /** Epochs with the codes of the probe set. */
  readonly codes: readonly string[];
  /** Kinds with their layout and the SHA-256 of their samples. */
  readonly figures: readonly string[];
  readonly completions: number;
}

/** The record of each run of a home, sorted by name. Reads the database directly, without the code that wrote it. */
export function readRecord(home: string): readonly RunRecord[] {
  const database = new Database(join(home, 'hourglass.db'), { readonly: true });
  try {
    const rows = z.array(rowSchema).parse(database.prepare('SELECT * FROM "Run"').all());
    return rows.map((row) => recordOf(database, row)).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  } finally {
    database.close();
  }
}

function recordOf(database: Database.Database, { key, state, kind, seed, parameters, totalSteps }: z.output<typeof rowSchema>): RunRecord {
  const texts = (sql: string) => z.array(z.string()).parse(database.prepare(sql).pluck().all(key));
  const chunks = z
    .array(chunkSchema)
    .parse(
      database
        .prepare(`SELECT "firstStep", "count", "values" FROM "MetricChunk" WHERE "runKey" = ? AND "level" = 0 ORDER BY "index"`)
        .all(key),
    );
  let nextStep = 1;
  const costs = createHash('sha256');
  let isContiguous = true;
  for (const { firstStep, count, values } of chunks) {
    isContiguous &&= firstStep === nextStep && values.byteLength === 4 * count;
    nextStep += count;
    costs.update(values);
  }
  return {
    name: `${kind} ${parameters} seed ${seed}`,
    state,
    steps: nextStep - 1,
    isContiguous: isContiguous && nextStep - 1 === totalSteps,
    costs: costs.digest('hex'),
    epochs: texts(
      `SELECT json_array("epoch", "Epoch"."step", "part", "name", "value")
       FROM "Epoch" JOIN "EpochMetric" USING ("runKey", "epoch") JOIN "Metric" ON "Metric"."key" = "metricKey"
       WHERE "runKey" = ? ORDER BY "epoch", "part", "name"`,
    ).join(),
    weights: texts(`SELECT "step" || ' ' || "withOptimizer" || ' ' || "blobHash" FROM "Checkpoint" WHERE "runKey" = ? ORDER BY "step"`),
    result: texts(
      `SELECT "blobHash" || ' ' || coalesce("codesHash", '') || ' ' || hex("testCosts") FROM "RunResult" WHERE "runKey" = ?`,
    ).join(),
    codes: texts(`SELECT "epoch" || ' ' || hex("codes") FROM "Reconstruction" WHERE "runKey" = ? AND "codes" IS NOT NULL ORDER BY "epoch"`),
    figures: texts(`SELECT "kind" || ' ' || "layout" || ' ' || "blobHash" FROM "Figure" WHERE "runKey" = ? ORDER BY "kind"`),
    completions: texts(`SELECT "outcome" FROM "Lease" WHERE "runKey" = ? AND "outcome" = 'complete'`).length,
  };
}

/** The number of events of each kind that occurred. */
export function countEvents(home: string): Readonly<Record<string, number>> {
  return query(home, {}, (database) => {
    const rows = database.prepare(`SELECT "kind", count(*) AS "count" FROM "Event" GROUP BY "kind"`).all();
    return Object.fromEntries(
      z
        .array(z.object({ kind: z.string(), count: z.number() }))
        .parse(rows)
        .map(({ kind, count }) => [kind, count]),
    );
  });
}

/** The number of events of one kind. */
export function countEvent(home: string, kind: string): number {
  return query(home, 0, (database) =>
    z.number().parse(database.prepare(`SELECT count(*) FROM "Event" WHERE "kind" = ?`).pluck().get(kind)),
  );
}

/** The first column of the rows that a query on the database of a home returns. */
export function firstColumn(home: string, sql: string, ...values: readonly string[]): readonly unknown[] {
  return query(home, [], (database) =>
    database
      .prepare(sql)
      .pluck()
      .all(...values),
  );
}

/** The number of running runs that have a checkpoint of their current attempt. */
export function checkpointedRuns(home: string): number {
  const sql = `SELECT count(*) FROM "Run" WHERE "state" = 'running' AND EXISTS (
    SELECT 1 FROM "Checkpoint" WHERE "runKey" = "Run"."key" AND "Checkpoint"."attempt" = "Run"."attempt")`;
  return query(home, 0, (database) => z.number().parse(database.prepare(sql).pluck().get()));
}

/** The number of open leases. */
export function openLeases(home: string): number {
  return query(home, 0, (database) =>
    z.number().parse(database.prepare(`SELECT count(*) FROM "Lease" WHERE "endedAt" IS NULL`).pluck().get()),
  );
}

/** The number of claims so far. */
export function countLeases(home: string): number {
  return query(home, 0, (database) => z.number().parse(database.prepare(`SELECT count(*) FROM "Lease"`).pluck().get()));
}

/** The number of worker deaths of the run, or of the baseline, with the most. */
export function maxDeathsOfOneRun(home: string, kind: 'run' | 'baseline'): number {
  const sql = `SELECT coalesce(max("deaths"), 0) FROM (
    SELECT count(*) AS "deaths" FROM "Lease" JOIN "Run" ON "Run"."key" = "runKey" WHERE "outcome" = 'died' AND "kind" = ? GROUP BY "runKey")`;
  return query(home, 0, (database) => z.number().parse(database.prepare(sql).pluck().get(kind)));
}

/** Whether this worker holds a lease but no lock on the database. */
export function isTrainingUnlocked(home: string, pid: number): boolean {
  return query(home, false, (database) => {
    const held = `SELECT count(*) FROM "Lease" JOIN "Worker" ON "Worker"."key" = "Lease"."workerKey" WHERE "Lease"."endedAt" IS NULL AND "pid" = ?`;
    return database.prepare(held).pluck().get(pid) === 1 && canBeWritten(join(home, 'hourglass.db'));
  });
}

function canBeWritten(path: string): boolean {
  const database = new Database(path, { timeout: 200 });
  try {
    database.exec('BEGIN IMMEDIATE; ROLLBACK');
    return true;
  } catch (error) {
    if (error instanceof Database.SqliteError) return false;
    throw error;
  } finally {
    database.close();
  }
}

/** Queries a database. Returns `before` where the database does not exist or is not migrated yet, because its process has just started. */
function query<Answer>(home: string, before: Answer, read: (database: Database.Database) => Answer): Answer {
  const path = join(home, 'hourglass.db');
  if (!existsSync(path)) return before;
  let database: Database.Database | undefined;
  try {
    database = new Database(path, { readonly: true });
    return read(database);
  } catch (error) {
    if (error instanceof Database.SqliteError) return before;
    throw error;
  } finally {
    database?.close();
  }
}
