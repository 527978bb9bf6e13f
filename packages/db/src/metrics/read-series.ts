import type { SeriesBuckets, SeriesOfRun } from '../contract/metrics.ts';
import { detachBuffer } from '../detach-buffer.ts';
import type { Query } from '../driver/adapter.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { decodeBuckets, decodePoints } from './chunk-format.ts';
import { type Chunks, gatherSeries } from './gather-series.ts';
import { chunkCapacity } from './layout.ts';
import { planReading, type ReadingPlan, visitEntries } from './plan-reading.ts';
import { readExtents, type SeriesExtent } from './series-extent.ts';

/** The extent of a series without points; no run has this key. */
const nothing: SeriesExtent = { runKey: -1, firstStep: 1, points: 0 };

/** Plans whose chunks are in memory at the same time, some dozen kilobytes for each plan. */
const plansPerBatch = 16;

/** A series of each run in at most `width` buckets. A bucket at an edge of the range or the end of the series covers only the points inside. */
export function readSeries(query: Query, series: string, ranges: readonly SeriesOfRun[]): readonly SeriesBuckets[] {
  const extents = readExtents(
    query,
    ranges.map(({ run }) => run),
    series,
  );
  const plans = ranges.map((range) => planReading(range, extents.get(range.run) ?? nothing));
  const buckets: SeriesBuckets[] = [];
  while (buckets.length < plans.length) {
    const some = plans.slice(buckets.length, buckets.length + plansPerBatch);
    const chunks = readChunks(query, series, some);
    buckets.push(...some.map((plan) => gatherSeries(series, plan, chunks.get(plan.runKey) ?? new Map())));
    detachChunks(chunks);
  }
  return buckets;
}

interface ChunkRow {
  readonly runKey: number;
  readonly level: number;
  readonly index: number;
  readonly format: number;
  readonly values: Uint8Array;
}

/** By run and level. */
type ChunksOfRuns = ReadonlyMap<number, ReadonlyMap<number, Chunks>>;

/** Reads the chunks that several plans need with one query. */
function readChunks(query: Query, series: string, plans: readonly ReadingPlan[]): ChunksOfRuns {
  const needed: (readonly [runKey: number, level: number, firstIndex: number, lastIndex: number])[] = [];
  for (const plan of plans) {
    visitEntries(plan, ({ level, begin, end }) => {
      needed.push([plan.runKey, level, Math.floor(begin / chunkCapacity(level)), Math.floor((end - 1) / chunkCapacity(level))]);
    });
  }
  const rows = query<ChunkRow>(Prisma.sql`
    SELECT "chunk"."runKey", "chunk"."level", "chunk"."index", "chunk"."format", "chunk"."values"
    FROM json_each(${JSON.stringify(needed)}) AS "need" CROSS JOIN "MetricChunk" AS "chunk"
    WHERE "chunk"."runKey" = "need"."value" ->> 0 AND "chunk"."series" = ${series} AND "chunk"."level" = "need"."value" ->> 1
      AND "chunk"."index" BETWEEN "need"."value" ->> 2 AND "need"."value" ->> 3`);
  const chunks = new Map<number, Map<number, Chunks>>();
  for (const { runKey, level, index, format, values } of rows) {
    const ofRun = chunks.get(runKey) ?? new Map<number, Chunks>();
    const ofLevel: Chunks = ofRun.get(level) ?? new Map();
    ofLevel.set(index, level === 0 ? decodePoints(format, values) : decodeBuckets(format, values));
    chunks.set(runKey, ofRun.set(level, ofLevel));
  }
  return chunks;
}

/** Frees the memory of chunks that are no longer used. */
function detachChunks(chunks: ChunksOfRuns): void {
  for (const levels of chunks.values()) {
    for (const ofLevel of levels.values()) {
      for (const chunk of ofLevel.values()) detachBuffer(chunk instanceof Float32Array ? chunk : chunk.sum);
    }
  }
}
