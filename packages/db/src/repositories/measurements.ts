import { datasetFactsSchema, sampleShapeOf } from '@hourglass/sweeps/dataset-facts';
import { z } from 'zod';
import { blobsOfRunsWhere } from '../blobs/blob-use.ts';
import type { Queries } from '../client.ts';
import type { Measurement } from '../contract/runs.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { jsonObjectSchema, parseJson, provenanceSchema } from '../json.ts';
import { reconstructionBytes } from './reconstruction-bytes.ts';

const ownBlobs = blobsOfRunsWhere(Prisma.sql`"runKey" = "Run"."key"`);

const rowSchema = z.object({
  kind: z.enum(['run', 'baseline']),
  parameters: z.string(),
  facts: z.string().nullable(),
  provenance: z.string().nullable(),
  parameterCount: z.coerce.number(),
  steps: z.coerce.number(),
  epochs: z.coerce.number(),
  trainingSeconds: z.number(),
  wallSeconds: z.number().nullable(),
  seriesBytes: z.coerce.number(),
  reconstructionBytes: z.coerce.number(),
  reconstructions: z.coerce.number(),
  fileBytes: z.coerce.number(),
});

/**
 * Measurements of the newest complete runs. SQLite returns `length` of a value without reading the value. The unary pluses make SQLite
 * choose the index for finding runs, which covers the subquery. The index on the state lacks `deletedAt`, so with it SQLite would read the
 * row of every complete run.
 */
export async function readMeasurements(queries: Queries, limit: number): Promise<readonly Measurement[]> {
  const rows = await queries.$queryRaw`
    SELECT
      "kind", "parameters", "provenance", (SELECT "facts" FROM "Sweep" WHERE "key" = "Run"."sweepKey") AS "facts", "parameterCount", "step" AS "steps", "trainingSeconds",
      CASE WHEN "attempt" = 1 THEN ("endedAt" - "startedAt") / 1000.0 END AS "wallSeconds",
      (SELECT count(*) FROM "Epoch" WHERE "runKey" = "Run"."key") AS "epochs",
      (SELECT coalesce(sum(length("values")), 0) FROM "MetricChunk" WHERE "runKey" = "Run"."key")
      + (SELECT coalesce(sum(length("values")), 0) FROM "EpochVector" WHERE "runKey" = "Run"."key") AS "seriesBytes",
      (SELECT coalesce(sum(${reconstructionBytes}), 0) FROM "Reconstruction" WHERE "runKey" = "Run"."key") AS "reconstructionBytes",
      (SELECT count(*) FROM "Reconstruction" WHERE "runKey" = "Run"."key") AS "reconstructions",
      (SELECT coalesce(sum("bytes"), 0) FROM "Blob" WHERE "hash" IN (SELECT "blobHash" FROM ${ownBlobs}))
      + (SELECT coalesce(sum(length("testCosts")), 0) FROM "Checkpoint" WHERE "runKey" = "Run"."key")
      + (SELECT coalesce(sum(length("testCosts")), 0) FROM "RunResult" WHERE "runKey" = "Run"."key") AS "fileBytes"
    FROM "Run"
    WHERE "key" IN (
      SELECT "key" FROM "Run" WHERE "kind" IN ('run', 'baseline') AND "deletedAt" IS NULL AND +"state" = 'complete' ORDER BY +"key" DESC LIMIT ${limit}
    )
    ORDER BY "key" DESC`;
  return Object.freeze(
    z
      .array(rowSchema)
      .parse(rows)
      .map(({ parameters, provenance, facts, ...row }) =>
        Object.freeze({
          ...row,
          parameters: parseJson(jsonObjectSchema, parameters),
          sampleShape: facts === null ? null : sampleShapeOf(parseJson(datasetFactsSchema, facts)),
          cpu: provenance === null ? null : parseJson(provenanceSchema, provenance).cpu,
        }),
      ),
  );
}
