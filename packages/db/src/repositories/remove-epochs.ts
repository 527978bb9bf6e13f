import type { Queries } from '../client.ts';
import { Prisma } from '../generated/prisma/client.ts';

/**
 * Removes epochs with their metrics and vectors, so that no epoch is seen with a part of its numbers. The summary of their runs is to be
 * rebuilt afterwards.
 *
 * @param which a condition over "Epoch"
 */
export async function removeEpochs(transaction: Queries, which: Prisma.Sql): Promise<void> {
  for (const table of ['EpochMetric', 'EpochVector']) {
    // CROSS JOIN keeps the order: a look-up by its whole key for each epoch and metric.
    await transaction.$executeRaw`
      DELETE FROM ${Prisma.raw(`"${table}"`)} WHERE ("runKey", "metricKey", "epoch") IN (
        SELECT "Epoch"."runKey", "Metric"."key", "Epoch"."epoch" FROM "Epoch" CROSS JOIN "Metric" WHERE ${which})`;
  }
  await transaction.$executeRaw`DELETE FROM "Epoch" WHERE ${which}`;
}
