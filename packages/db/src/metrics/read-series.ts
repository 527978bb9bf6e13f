import type { Queries } from '../client.ts';
import type { SeriesBuckets } from '../store.ts';
import { decodeBuckets, decodePoints } from './chunk-format.ts';
import { type Chunks, gatherSeries } from './gather-series.ts';
import { chunkCapacity } from './layout.ts';
import { planReading, type ReadingPlan, type SeriesOfRun, visitEntries } from './plan-reading.ts';
import { readExtents } from './series-extent.ts';

/** A series of each run in at most `width` buckets. Buckets that an edge of the range or the end of a series cuts hold just what is inside. */
export async function readSeries(queries: Queries, series: string, asked: readonly SeriesOfRun[]): Promise<readonly SeriesBuckets[]> {
  const extents = await readExtents(
    queries,
    asked.map(({ runKey }) => runKey),
    series,
  );
  const plans = asked.map((part) => planReading(part, extents.get(part.runKey) ?? { firstStep: 1, points: 0 }));
  const entries = await readEntries(queries, series, plans);
  return plans.map((plan) => gatherSeries(series, plan, entries.get(plan.runKey) ?? new Map()));
}

interface ChunkRow {
  readonly runKey: number;
  readonly level: number;
  readonly index: number;
  readonly format: number;
  readonly values: Uint8Array;
}

/** What the plans need, by run and level, in one query. */
async function readEntries(
  queries: Queries,
  series: string,
  plans: readonly ReadingPlan[],
): Promise<ReadonlyMap<number, ReadonlyMap<number, Chunks>>> {
  const needed: (readonly [runKey: number, level: number, firstIndex: number, lastIndex: number])[] = [];
  for (const plan of plans) {
    visitEntries(plan, ({ level, begin, end }) => {
      needed.push([plan.runKey, level, Math.floor(begin / chunkCapacity(level)), Math.floor((end - 1) / chunkCapacity(level))]);
    });
  }
  const rows = await queries.$queryRaw<readonly ChunkRow[]>`
    SELECT "chunk"."runKey", "chunk"."level", "chunk"."index", "chunk"."format", "chunk"."values"
    FROM json_each(${JSON.stringify(needed)}) AS "need" CROSS JOIN "MetricChunk" AS "chunk"
    WHERE "chunk"."runKey" = "need"."value" ->> 0 AND "chunk"."series" = ${series} AND "chunk"."level" = "need"."value" ->> 1
      AND "chunk"."index" BETWEEN "need"."value" ->> 2 AND "need"."value" ->> 3`;
  const entries = new Map<number, Map<number, Chunks>>();
  for (const { runKey, level, index, format, values } of rows) {
    const ofRun = entries.get(runKey) ?? new Map<number, Chunks>();
    const ofLevel: Chunks = ofRun.get(level) ?? new Map();
    ofLevel.set(index, level === 0 ? decodePoints(format, values) : decodeBuckets(format, values));
    entries.set(runKey, ofRun.set(level, ofLevel));
  }
  return entries;
}
