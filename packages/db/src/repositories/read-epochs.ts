import type { MetricKey, MetricPart } from '@hourglass/sweeps/metrics';
import type { EpochVector } from '../contract/metrics.ts';
import type { Epoch } from '../contract/runs.ts';
import type { Query } from '../driver/adapter.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { float32From, fromStoredNumber } from '../numbers.ts';
import { storedMetrics } from './metric-names.ts';

type EpochRow = Omit<Epoch, 'metrics'>;

interface ValueRow {
  readonly epoch: number;
  readonly metricKey: number;
  readonly value: number | null;
}

/** Reads the epochs of a run above `after` in order, each with its recorded scalar metrics. Epochs count from 0. */
export function readEpochs(query: Query, runKey: number, after = -1): readonly Epoch[] {
  const names = new Map(storedMetrics(query).map(({ key, ...metric }) => [key, metric]));
  const byEpoch = new Map<number, Partial<Record<MetricPart, Record<string, number>>>>();
  const values = query<ValueRow>(
    Prisma.sql`SELECT "epoch", "metricKey", "value" FROM "EpochMetric" WHERE "runKey" = ${runKey} AND "epoch" > ${after}`,
  );
  for (const { epoch, metricKey, value } of values) {
    const metric = names.get(metricKey);
    if (metric === undefined) throw new Error(`Metric ${metricKey} has values but no name: the database lost a row that others refer to.`);
    const ofEpoch = byEpoch.get(epoch) ?? {};
    byEpoch.set(epoch, ofEpoch);
    const ofPart = ofEpoch[metric.part] ?? {};
    ofEpoch[metric.part] = ofPart;
    ofPart[metric.name] = fromStoredNumber(value);
  }
  const rows = query<EpochRow>(
    Prisma.sql`SELECT "epoch", "step", "seconds", "endedAt" FROM "Epoch" WHERE "runKey" = ${runKey} AND "epoch" > ${after} ORDER BY "epoch"`,
  );
  return Object.freeze(
    rows.map(({ epoch, step, seconds, endedAt }) => {
      const metrics = byEpoch.get(epoch) ?? {};
      for (const ofPart of Object.values(metrics)) Object.freeze(ofPart);
      return Object.freeze({ epoch, step, metrics: Object.freeze(metrics), seconds, endedAt });
    }),
  );
}

interface VectorRow {
  readonly epoch: number;
  readonly values: Uint8Array;
}

/** Reads a vector metric from each epoch that recorded it, in order; from one epoch where it is given. */
export function readEpochVectors(query: Query, runKey: number, { part, name }: MetricKey, epoch?: number): readonly EpochVector[] {
  const ofEpoch = epoch === undefined ? Prisma.empty : Prisma.sql`AND "EpochVector"."epoch" = ${epoch}`;
  const rows = query<VectorRow>(Prisma.sql`
    SELECT "EpochVector"."epoch", "EpochVector"."values" FROM "EpochVector" JOIN "Metric" ON "Metric"."key" = "EpochVector"."metricKey"
    WHERE "EpochVector"."runKey" = ${runKey} AND "Metric"."part" = ${part} AND "Metric"."name" = ${name} ${ofEpoch}
    ORDER BY "EpochVector"."epoch"`);
  return Object.freeze(rows.map(({ epoch, values }) => Object.freeze({ epoch, values: float32From(values) })));
}
