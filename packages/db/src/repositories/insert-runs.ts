import { configurationHash } from '@hourglass/sweeps';
import type { RunKind } from '@hourglass/sweeps/run-state';
import type { Queries } from '../client.ts';
import type { NewRun } from '../contract/sweeps.ts';
import { newId } from '../identifiers.ts';
import { oneOf } from '../one-of.ts';
import { readSetting, writeSetting } from '../storage/settings.ts';

/*
 * Each of the two statements unpacks one JSON parameter. With Prisma's createMany, a sweep of 2,000 runs held the write lock for 5 s
 * because each of 30,000 values is compiled into the query; this takes 0.1 s. SQLite's JSON parser preserves every bit of the numbers.
 */

/** Inserts runs with their values, and numbers them. Existing runs stay unchanged. Returns the kinds of the inserted runs. */
export async function insertRuns(transaction: Queries, sweepKey: number, runs: readonly NewRun[]): Promise<readonly RunKind[]> {
  const inserted = await insertRows(transaction, sweepKey, runs);
  const keys = inserted.map(({ key }) => key);
  if (keys.length > 0) await insertValues(transaction, keys);
  return inserted.map(({ kind }) => kind);
}

interface InsertedRun {
  readonly key: number;
  readonly kind: RunKind;
  readonly number: number | null;
}

/** Inserts nothing if the sweep no longer exists. */
async function insertRows(transaction: Queries, sweepKey: number, runs: readonly NewRun[]): Promise<readonly InsertedRun[]> {
  const rows = runs.map((run) => ({
    id: newId(),
    kind: run.kind,
    fingerprint: run.fingerprint,
    seed: run.seed,
    // Encoded as strings within the JSON, so that SQLite stores their text unchanged.
    parameters: JSON.stringify(run.parameters),
    values: JSON.stringify(run.values),
    parameterCount: run.parameterCount,
    totalSteps: run.totalSteps,
    configuration: run.kind === 'run' ? configurationHash(run.parameters) : null,
  }));
  await insertConfigurations(
    transaction,
    rows.flatMap(({ configuration }) => configuration ?? []),
  );
  const lastNumber = (await readSetting(transaction, 'lastRunNumber')) ?? 0;
  const inserted = await transaction.$queryRaw<readonly InsertedRun[]>`
    INSERT INTO "Run" ("id", "sweepKey", "kind", "fingerprint", "seed", "parameters", "values", "parameterCount", "totalSteps", "createdAt",
                       "number", "configurationKey")
    SELECT "value" ->> 'id', ${sweepKey}, "value" ->> 'kind', "value" ->> 'fingerprint', "value" ->> 'seed', "value" ->> 'parameters',
           "value" ->> 'values', "value" ->> 'parameterCount', "value" ->> 'totalSteps', ${Date.now()},
           CASE WHEN "value" ->> 'kind' = 'run' THEN ${lastNumber} + row_number() OVER (PARTITION BY "value" ->> 'kind' ORDER BY "key") END,
           (SELECT "key" FROM "Configuration" WHERE "hash" = "value" ->> 'configuration')
    FROM json_each(${JSON.stringify(rows)})
    WHERE EXISTS (SELECT 1 FROM "Sweep" WHERE "key" = ${sweepKey})
      AND NOT EXISTS (SELECT 1 FROM "Run" WHERE "sweepKey" = ${sweepKey} AND "fingerprint" = "value" ->> 'fingerprint')
    ORDER BY "key"
    ON CONFLICT ("sweepKey", "fingerprint") DO NOTHING
    RETURNING "key", "kind", "number"`;
  const highest = inserted.reduce((most, { number }) => Math.max(most, number ?? 0), lastNumber);
  if (highest > lastNumber) await writeSetting(transaction, 'lastRunNumber', highest);
  return inserted;
}

/** Numbers new configurations in the order of their first run. */
async function insertConfigurations(transaction: Queries, hashes: readonly string[]): Promise<void> {
  await transaction.$executeRaw`
    INSERT INTO "Configuration" ("hash")
    SELECT "value" FROM json_each(${JSON.stringify([...new Set(hashes)])})
    WHERE NOT EXISTS (SELECT 1 FROM "Configuration" WHERE "hash" = "value")
    ORDER BY "key"`;
}

async function insertValues(transaction: Queries, runKeys: readonly number[]): Promise<void> {
  await transaction.$executeRaw`
    INSERT INTO "RunValue" ("runKey", "key", "number", "text")
    SELECT "Run"."key", "entry"."key",
           CASE WHEN "entry"."type" IN ('integer', 'real') THEN "entry"."value" END,
           CASE WHEN "entry"."type" = 'text' THEN "entry"."value" END
    FROM "Run", json_each("Run"."values") AS "entry"
    WHERE "Run"."key" IN ${oneOf(runKeys)}`;
}
