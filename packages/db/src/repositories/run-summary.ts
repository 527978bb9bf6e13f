import { costColumns, type MetricKey, rankOf } from '@hourglass/sweeps/metrics';
import type { Queries } from '../client.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { keyOfMetric } from './metric-names.ts';
import { storedRanking } from './rankings.ts';

/** Recomputes the summary of a run after epochs were removed. Metrics without a remaining value lose their summary row. */
export async function rebuildSummary(transaction: Queries, runKey: number): Promise<void> {
  await transaction.runMetric.deleteMany({ where: { runKey } });
  await transaction.run.update({ where: { key: runKey }, data: { bestEpoch: null }, select: { key: true } });
  await summariseRun(transaction, runKey);
}

/**
 * Updates the summary of a run after epochs were added: its best epoch with its rank, its cost columns and its RunMetric rows. No other code
 * derives these values.
 */
export async function summariseRun(transaction: Queries, runKey: number): Promise<void> {
  const ranking = await storedRanking(transaction, runKey);
  const rank = Prisma.sql`"value" * ${rankOf(1, ranking)}`;
  // Epochs before the current best can't be better, so only later ones are read.
  await transaction.$executeRaw`
    UPDATE "Run" SET
      ("bestEpoch", "rank", "bestValidationCost", "bestTestCost") = (
        SELECT "epoch", ${rank}, ${valueAtSameEpoch({ part: 'validation', name: 'cost' })}, ${valueAtSameEpoch({ part: 'test', name: 'cost' })}
        FROM "EpochMetric" AS "Best"
        WHERE "runKey" = ${runKey} AND "metricKey" = ${keyOfMetric(ranking)} AND "value" IS NOT NULL
          AND "epoch" >= coalesce((SELECT "bestEpoch" FROM "Run" WHERE "key" = ${runKey}), 0)
        ORDER BY ${rank}, "epoch" LIMIT 1
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

/** The value of another metric at the epoch of a row of "Best". */
function valueAtSameEpoch(key: MetricKey): Prisma.Sql {
  return Prisma.sql`(
    SELECT "value" FROM "EpochMetric" AS "Other"
    WHERE "Other"."runKey" = "Best"."runKey" AND "Other"."metricKey" = ${keyOfMetric(key)} AND "Other"."epoch" = "Best"."epoch")`;
}

/** Assignments of the cost columns that mirror a metric of the last epoch. */
function lastCostsOf(runKey: number): Prisma.Sql[] {
  return Object.entries(costColumns).flatMap(([column, { at, ...key }]) =>
    at === 'best'
      ? []
      : Prisma.sql`${Prisma.raw(`"${column}"`)} = (
          SELECT "value" FROM "EpochMetric" WHERE "runKey" = ${runKey} AND "metricKey" = ${keyOfMetric(key)} ORDER BY "epoch" DESC LIMIT 1)`,
  );
}
