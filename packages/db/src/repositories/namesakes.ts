import { type JsonObject, specDifference } from '@hourglass/sweeps';
import type { Namesake } from '../contract/sweeps.ts';
import type { Query } from '../driver/adapter.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { jsonObjectSchema, parseJson } from '../json.ts';

interface EarlierSweep {
  readonly key: number;
  readonly id: string;
  readonly spec: string;
}

/** The newest of the earlier sweeps with the same name, by the key of each sweep that has one. */
export function earlierNamesakes(query: Query, keysJson: string): ReadonlyMap<number, EarlierSweep> {
  const rows = query<EarlierSweep>(Prisma.sql`
    WITH "Pairs" AS MATERIALIZED (
      SELECT "Sweep"."key" AS "later", MAX("Earlier"."key") AS "earlier"
      FROM json_each(${keysJson}) AS "requested" JOIN "Sweep" ON "Sweep"."key" = "requested"."value"
      JOIN "Sweep" AS "Earlier" ON "Earlier"."name" = "Sweep"."name" AND "Earlier"."key" < "Sweep"."key" AND "Earlier"."deletedAt" IS NULL
      GROUP BY "later"
    )
    SELECT "later" AS "key", "Sweep"."id", "spec" FROM "Pairs" JOIN "Sweep" ON "Sweep"."key" = "earlier"
    JOIN "SweepRevision" ON "sweepKey" = "Sweep"."key" AND "SweepRevision"."revision" = "Sweep"."revision"`);
  return new Map(rows.map((row) => [row.key, row]));
}

export function namesakeOf(earlier: EarlierSweep | undefined, spec: JsonObject): Namesake | null {
  if (earlier === undefined) return null;
  return Object.freeze({ sweep: earlier.id, differences: specDifference(parseJson(jsonObjectSchema, earlier.spec), spec) });
}
