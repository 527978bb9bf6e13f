import type { Json } from '@hourglass/sweeps';
import { datasetFactsSchema } from '@hourglass/sweeps/dataset-facts';
import { z } from 'zod';
import type { SweepDataset } from '../contract/sweeps.ts';
import type { Query } from '../driver/adapter.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { parseJson } from '../json.ts';

const referenceSchema = z.custom<Json>((value) => value !== undefined);

/** SQLite takes the other columns from the row that holds the maximum (https://sqlite.org/lang_select.html#bareagg). */
export function readDatasets(query: Query): readonly SweepDataset[] {
  const rows = query<{ readonly reference: string; readonly facts: string; readonly newest: number }>(Prisma.sql`
    SELECT json_extract("spec", '$.dataset') AS "reference", "facts", MAX("key") AS "newest"
    FROM "Sweep" JOIN "SweepRevision" ON "sweepKey" = "key" AND "SweepRevision"."revision" = "Sweep"."revision"
    WHERE "deletedAt" IS NULL AND "facts" IS NOT NULL AND json_type("spec", '$.dataset') = 'object'
    GROUP BY "reference" ORDER BY "newest" DESC`);
  return Object.freeze(
    rows.map(({ reference, facts }) =>
      Object.freeze({ reference: parseJson(referenceSchema, reference), facts: parseJson(datasetFactsSchema, facts) }),
    ),
  );
}
