import type { Queries } from '../client.ts';
import type { NewRun } from '../contract/sweeps.ts';
import { newId } from '../identifiers.ts';
import { oneOf } from '../one-of.ts';

/*
 * Two statements that unpack one JSON parameter: through the client's createMany a sweep of 2,000 runs held the write lock for 5 s
 * (30,000 values, each compiled into the query), so for 0.1 s. SQLite reads the numbers back to the same bits.
 */

/** Inserts runs with their values. A run that is there already stays as it is. Gives how many there are now more. */
export async function insertRuns(transaction: Queries, sweepKey: number, runs: readonly NewRun[]): Promise<number> {
  const inserted = await insertRows(transaction, sweepKey, runs);
  if (inserted.length > 0) await insertValues(transaction, inserted);
  return inserted.length;
}

/** Gives their keys. A sweep that is gone gets none. */
async function insertRows(transaction: Queries, sweepKey: number, runs: readonly NewRun[]): Promise<readonly number[]> {
  const rows = runs.map((run) => ({
    id: newId(),
    kind: run.kind,
    fingerprint: run.fingerprint,
    seed: run.seed,
    // As text within the text: these are stored as they stand.
    parameters: JSON.stringify(run.parameters),
    values: JSON.stringify(run.values),
    parameterCount: run.parameterCount,
    totalSteps: run.totalSteps,
  }));
  const inserted = await transaction.$queryRaw<readonly { readonly key: number }[]>`
    INSERT INTO "Run" ("id", "sweepKey", "kind", "fingerprint", "seed", "parameters", "values", "parameterCount", "totalSteps", "createdAt")
    SELECT "value" ->> 'id', ${sweepKey}, "value" ->> 'kind', "value" ->> 'fingerprint', "value" ->> 'seed', "value" ->> 'parameters',
           "value" ->> 'values', "value" ->> 'parameterCount', "value" ->> 'totalSteps', ${Date.now()}
    FROM json_each(${JSON.stringify(rows)})
    WHERE EXISTS (SELECT 1 FROM "Sweep" WHERE "key" = ${sweepKey})
    ORDER BY "key"
    ON CONFLICT ("sweepKey", "fingerprint") DO NOTHING
    RETURNING "key"`;
  return inserted.map(({ key }) => key);
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
