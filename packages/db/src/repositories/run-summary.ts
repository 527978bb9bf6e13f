import { bestBy, costColumns } from '@hourglass/sweeps/metrics';
import type { Queries } from '../client.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { keyOfMetric } from './metric-names.ts';

/** The same after epochs were removed: metrics that none of those left recorded have no summary. */
export async function rebuildSummary(transaction: Queries, runKey: number): Promise<void> {
  await transaction.runMetric.deleteMany({ where: { runKey } });
  await transaction.run.update({ where: { key: runKey }, data: { bestEpoch: null }, select: { key: true } });
  await summariseRun(transaction, runKey);
}

/**
 * Brings the summary of a run up to the epochs that were added: its best epoch and the columns of its costs, then its row of RunMetric for each
 * metric. This is the only place that derives them.
 */
export async function summariseRun(transaction: Queries, runKey: number): Promise<void> {
  // No epoch before the best so far is better: the costs of a long run are not all read again for each epoch.
  await transaction.$executeRaw`
    UPDATE "Run" SET
      ("bestEpoch", "bestValidationCost") = (
        SELECT "epoch", "value" FROM "EpochMetric"
        WHERE "runKey" = ${runKey} AND "metricKey" = ${keyOfMetric(bestBy)} AND "value" IS NOT NULL
          AND "epoch" >= coalesce((SELECT "bestEpoch" FROM "Run" WHERE "key" = ${runKey}), 0)
        ORDER BY "value", "epoch" LIMIT 1
      ),
      ${Prisma.join(lastCostsOf(runKey))},
      "trainingSeconds" = (SELECT coalesce(sum("seconds"), 0) FROM "Epoch" WHERE "runKey" = ${runKey}),
      "lastReconstructionEpoch" = (SELECT max("epoch") FROM "Reconstruction" WHERE "runKey" = ${runKey})
    WHERE "key" = ${runKey}`;
  await transaction.$executeRaw`
    INSERT INTO "RunMetric" ("runKey", "metricKey", "last", "best")
    SELECT ${runKey}, "Metric"."key", "Last"."value", "Best"."value"
    FROM "Metric"
    CROSS JOIN "EpochMetric" AS "Last" ON "Last"."runKey" = ${runKey} AND "Last"."metricKey" = "Metric"."key" AND "Last"."epoch" = (
      SELECT max("epoch") FROM "EpochMetric" WHERE "runKey" = ${runKey} AND "metricKey" = "Metric"."key"
    )
    LEFT JOIN "EpochMetric" AS "Best" ON "Best"."runKey" = ${runKey} AND "Best"."metricKey" = "Metric"."key" AND "Best"."epoch" = (
      SELECT "bestEpoch" FROM "Run" WHERE "key" = ${runKey}
    )
    WHERE TRUE
    ON CONFLICT ("runKey", "metricKey") DO UPDATE SET "last" = excluded."last", "best" = excluded."best"`;
}

/** The columns of a run that hold a metric of its last epoch. */
function lastCostsOf(runKey: number): Prisma.Sql[] {
  return Object.entries(costColumns).flatMap(([column, { at, ...key }]) =>
    at === 'best'
      ? []
      : Prisma.sql`${Prisma.raw(`"${column}"`)} = (
          SELECT "value" FROM "EpochMetric" WHERE "runKey" = ${runKey} AND "metricKey" = ${keyOfMetric(key)} ORDER BY "epoch" DESC LIMIT 1)`,
  );
}
