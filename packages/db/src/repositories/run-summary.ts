import { bestBy, costColumns } from '@hourglass/sweeps/metrics';
import type { Queries } from '../client.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { keyOfMetric } from './metric-names.ts';

/** The same after epochs were removed: metrics that none of those left recorded have no summary. */
export async function rebuildSummary(transaction: Queries, runKey: number): Promise<void> {
  await transaction.runMetric.deleteMany({ where: { runKey } });
  await summariseRun(transaction, runKey);
}

/**
 * Brings the summary of a run up to the epochs that were added: its row of RunMetric for each metric, and those of its columns that repeat
 * them. This is the only place that derives one from the other.
 */
export async function summariseRun(transaction: Queries, runKey: number): Promise<void> {
  await transaction.$executeRaw`
    INSERT INTO "RunMetric" ("runKey", "metricKey", "last", "best")
    SELECT ${runKey}, "Metric"."key", "Last"."value", "Best"."value"
    FROM "Metric"
    CROSS JOIN "EpochMetric" AS "Last" ON "Last"."runKey" = ${runKey} AND "Last"."metricKey" = "Metric"."key" AND "Last"."epoch" = (
      SELECT max("epoch") FROM "EpochMetric" WHERE "runKey" = ${runKey} AND "metricKey" = "Metric"."key"
    )
    LEFT JOIN "EpochMetric" AS "Best"
      ON "Best"."runKey" = ${runKey} AND "Best"."metricKey" = "Metric"."key" AND "Best"."epoch" = ${bestEpochOf(runKey)}
    WHERE TRUE
    ON CONFLICT ("runKey", "metricKey") DO UPDATE SET "last" = excluded."last", "best" = excluded."best"`;
  await transaction.$executeRaw`
    UPDATE "Run" SET
      ${Prisma.join(costColumnsOf(runKey))},
      "bestEpoch" = ${bestEpochOf(runKey)},
      "trainingSeconds" = (SELECT coalesce(sum("seconds"), 0) FROM "Epoch" WHERE "runKey" = ${runKey}),
      "lastReconstructionEpoch" = (SELECT max("epoch") FROM "Reconstruction" WHERE "runKey" = ${runKey})
    WHERE "key" = ${runKey}`;
}

/** The epoch with the lowest value of `bestBy`, the earliest of equal ones; null where no epoch has a finite one. */
function bestEpochOf(runKey: number): Prisma.Sql {
  return Prisma.sql`(
    SELECT "epoch" FROM "EpochMetric" WHERE "runKey" = ${runKey} AND "metricKey" = ${keyOfMetric(bestBy)} AND "value" IS NOT NULL
    ORDER BY "value", "epoch" LIMIT 1)`;
}

function costColumnsOf(runKey: number): Prisma.Sql[] {
  return Object.entries(costColumns).map(
    ([column, key]) => Prisma.sql`${Prisma.raw(`"${column}"`)} = (
      SELECT ${Prisma.raw(`"${key.at}"`)} FROM "RunMetric" WHERE "runKey" = ${runKey} AND "metricKey" = ${keyOfMetric(key)})`,
  );
}
