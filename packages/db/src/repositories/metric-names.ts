import { type MetricKey, metricKeyText, metricParts } from '@hourglass/sweeps/metrics';
import { z } from 'zod';
import type { Queries } from '../client.ts';
import type { Query } from '../driver/adapter.ts';
import { Prisma } from '../generated/prisma/client.ts';

const rowSchema = z.object({ key: z.number(), part: z.enum(metricParts), name: z.string() });

export type StoredMetric = Readonly<z.output<typeof rowSchema>>;

/** Returns all metrics ever recorded in this home, in the order of their first recording. */
export function storedMetrics(query: Query): readonly StoredMetric[] {
  return z.array(rowSchema).parse(query(Prisma.sql`SELECT "key", "part", "name" FROM "Metric" ORDER BY "key"`));
}

/**
 * Returns the metrics that have a summary value in some run, of one sweep or of all, so that runs can be filtered and sorted by them. Vector metrics
 * have none.
 */
export function summarisedMetrics(query: Query, sweepKey?: number): readonly StoredMetric[] {
  const isSummarised =
    sweepKey === undefined
      ? Prisma.sql`EXISTS (SELECT 1 FROM "RunMetric" WHERE "RunMetric"."metricKey" = "Metric"."key")`
      : Prisma.sql`"key" IN (
          SELECT "metricKey" FROM "Run" JOIN "RunMetric" ON "RunMetric"."runKey" = "Run"."key"
          WHERE "Run"."sweepKey" = ${sweepKey} AND "Run"."deletedAt" IS NULL)`;
  return z.array(rowSchema).parse(query(Prisma.sql`SELECT "key", "part", "name" FROM "Metric" WHERE ${isSummarised} ORDER BY "key"`));
}

/** Inserts the metrics that are not registered yet. */
export async function addMetrics(transaction: Queries, keys: readonly MetricKey[]): Promise<void> {
  const distinct = [...new Map(keys.map((key) => [metricKeyText(key), key])).values()];
  const rows = distinct.map(({ part, name }) => Prisma.sql`(${part}, ${name})`);
  await transaction.$executeRaw`INSERT INTO "Metric" ("part", "name") VALUES ${Prisma.join(rows)} ON CONFLICT ("part", "name") DO NOTHING`;
}

/** Columns of RunMetric. */
export const metricColumns = { last: Prisma.sql`"last"`, best: Prisma.sql`"best"` } as const;

/** Subquery for the key of a metric; null if the metric was never recorded. */
export function keyOfMetric({ part, name }: MetricKey): Prisma.Sql {
  return Prisma.sql`(SELECT "key" FROM "Metric" WHERE "part" = ${part} AND "name" = ${name})`;
}
