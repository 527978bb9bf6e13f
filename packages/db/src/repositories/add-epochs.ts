import { type MetricKey, type MetricPart, metricParts } from '@hourglass/sweeps/metrics';
import type { Queries } from '../client.ts';
import type { Claim } from '../contract/leases.ts';
import type { NewEpoch } from '../contract/recordings.ts';
import { DbError } from '../errors.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { float32Bytes, toStoredNumber } from '../numbers.ts';
import { addMetrics } from './metric-names.ts';

/** A row binds four values, and a statement may bind 3,200 (driver/statement-limits.ts). */
const rowsPerStatement = 500;

/** Adds epochs with their metrics to a claimed run. @throws DbError INPUT_INVALID if they do not continue the recorded epochs */
export async function addEpochs(transaction: Queries, claim: Claim, epochs: readonly NewEpoch[]): Promise<void> {
  epochs.forEach(({ epoch }, index) => {
    const before = epochs[index - 1]?.epoch;
    if (before !== undefined && epoch <= before) throw outOfOrder(claim, epoch, before);
  });
  for (const part of partsOf(epochs)) await addEpochRows(transaction, claim, part);
  await addValues(transaction, claim.key, epochs.flatMap(numbersOf));
  for (const vector of epochs.flatMap(vectorsOf)) await addVector(transaction, claim.key, vector);
}

async function addEpochRows(transaction: Queries, claim: Claim, epochs: readonly NewEpoch[]): Promise<void> {
  const rows = epochs.map(
    ({ epoch, step, seconds, endedAt }) => Prisma.sql`(${epoch}, ${step}, ${seconds}, ${BigInt(Math.round(endedAt))})`,
  );
  const added = await transaction.$executeRaw`
    WITH "given" ("epoch", "step", "seconds", "endedAt") AS (VALUES ${Prisma.join(rows)})
    INSERT INTO "Epoch" ("runKey", "epoch", "step", "seconds", "endedAt")
    SELECT ${claim.key}, "epoch", "step", "seconds", "endedAt" FROM "given"
    WHERE "epoch" > coalesce((SELECT max("epoch") FROM "Epoch" WHERE "runKey" = ${claim.key}), -1)`;
  const [first] = epochs;
  if (first === undefined || added === epochs.length) return;
  const last = await transaction.epoch.aggregate({ where: { runKey: claim.key }, _max: { epoch: true } });
  throw outOfOrder(claim, first.epoch, last._max.epoch);
}

function outOfOrder({ run }: Claim, epoch: number, last: number | null): DbError {
  return new DbError(
    'INPUT_INVALID',
    `epochs: received epoch ${epoch} of run ${run.id} after its epoch ${last}; each epoch is recorded once, in their order.`,
  );
}

interface EpochValue<Value> extends MetricKey {
  readonly epoch: number;
  readonly value: Value;
}

async function addValues(transaction: Queries, runKey: number, values: readonly EpochValue<number>[]): Promise<void> {
  for (const part of partsOf(values)) {
    const rows = part.map(({ part, name, epoch, value }) => Prisma.sql`(${part}, ${name}, ${epoch}, ${toStoredNumber(value)})`);
    const insert = () => transaction.$executeRaw`
      WITH "given" ("part", "name", "epoch", "value") AS (VALUES ${Prisma.join(rows)})
      INSERT INTO "EpochMetric" ("runKey", "metricKey", "epoch", "value")
      SELECT ${runKey}, "Metric"."key", "given"."epoch", "given"."value" FROM "given", "Metric"
      WHERE "Metric"."part" = "given"."part" AND "Metric"."name" = "given"."name"
      ON CONFLICT ("runKey", "metricKey", "epoch") DO NOTHING`;
    if ((await insert()) === rows.length) continue;
    // The metric is not registered in this home yet.
    await addMetrics(transaction, part);
    await insert();
  }
}

async function addVector(transaction: Queries, runKey: number, { epoch, value, ...key }: EpochValue<Float32Array>): Promise<void> {
  await addMetrics(transaction, [key]);
  const { key: metricKey } = await transaction.metric.findUniqueOrThrow({ where: { part_name: key }, select: { key: true } });
  const data = { runKey, metricKey, epoch, values: float32Bytes(value) };
  await transaction.epochVector.create({ data, select: { runKey: true } });
}

function numbersOf({ epoch, metrics }: NewEpoch): readonly EpochValue<number>[] {
  return valuesOf(epoch, metrics);
}

function vectorsOf({ epoch, vectors = {} }: NewEpoch): readonly EpochValue<Float32Array>[] {
  return valuesOf(epoch, vectors);
}

function valuesOf<Value>(
  epoch: number,
  byPart: Readonly<Partial<Record<MetricPart, Readonly<Record<string, Value>>>>>,
): readonly EpochValue<Value>[] {
  return metricParts.flatMap((part) => Object.entries(byPart[part] ?? {}).map(([name, value]) => ({ part, name, epoch, value })));
}

/** Splits a list into chunks that fit one statement each. */
function partsOf<Item>(items: readonly Item[]): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / rowsPerStatement) }, (_, index) =>
    items.slice(index * rowsPerStatement, (index + 1) * rowsPerStatement),
  );
}
