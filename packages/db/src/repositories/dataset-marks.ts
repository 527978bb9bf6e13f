import type { Query } from '../driver/adapter.ts';
import { Prisma } from '../generated/prisma/client.ts';

/** Number of characters of a content hash that tell data sets of one name apart. */
const markLength = 8;

/** The first characters of the content hash of a sweep's data; null for a sweep that does not know it. */
export const datasetHash = Prisma.sql`substr(json_extract("Sweep"."facts", '$.contentHash'), 1, ${markLength})`;

/** The names that several data sets have. */
export function sharedDatasets(query: Query): ReadonlySet<string> {
  const rows = query<{ readonly dataset: string }>(Prisma.sql`
    SELECT "dataset" FROM "Sweep" WHERE "deletedAt" IS NULL GROUP BY "dataset" HAVING COUNT(DISTINCT ${datasetHash}) > 1`);
  return new Set(rows.map(({ dataset }) => dataset));
}

/** The marks of those sweeps whose data share their name with other data, by key. Reads every sweep with one of their names once. */
export function datasetMarks(query: Query, keysJson: string): ReadonlyMap<number, string> {
  const rows = query<{ readonly key: number; readonly mark: string }>(Prisma.sql`
    WITH "Requested" AS MATERIALIZED (
      SELECT "Sweep"."key", "dataset", ${datasetHash} AS "mark"
      FROM json_each(${keysJson}) AS "requested" JOIN "Sweep" ON "Sweep"."key" = "requested"."value"
    ), "Shared" AS MATERIALIZED (
      SELECT "dataset" FROM "Sweep"
      WHERE "deletedAt" IS NULL AND "dataset" IN (SELECT DISTINCT "dataset" FROM "Requested")
      GROUP BY "dataset" HAVING COUNT(DISTINCT ${datasetHash}) > 1
    )
    SELECT "key", "mark" FROM "Requested" WHERE "mark" IS NOT NULL AND "dataset" IN (SELECT "dataset" FROM "Shared")`);
  return new Map(rows.map(({ key, mark }) => [key, mark]));
}
