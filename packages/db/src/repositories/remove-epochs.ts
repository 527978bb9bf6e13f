import type { Queries } from '../client.ts';
import { Prisma } from '../generated/prisma/client.ts';

/**
 * Removes epochs with their metrics and vectors, so that no reader sees an epoch with only some of its values. The caller must rebuild the
 * summaries of their runs afterwards.
 *
 * @param which a condition over "Epoch"
 */
export async function removeEpochs(transaction: Queries, which: Prisma.Sql): Promise<void> {
  for (const table of ['EpochMetric', 'EpochVector']) {
    // CROSS JOIN fixes the join order: a primary-key lookup for each epoch and metric.
    await transaction.$executeRaw`
      DELETE FROM ${Prisma.raw(`"${table}"`)} WHERE ("runKey", "metricKey", "epoch") IN (
        SELECT "Epoch"."runKey", "Metric"."key", "Epoch"."epoch" FROM "Epoch" CROSS JOIN "Metric" WHERE ${which})`;
  }
  await transaction.$executeRaw`DELETE FROM "Epoch" WHERE ${which}`;
}
