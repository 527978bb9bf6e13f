import type { Queries } from '../client.ts';
import type { SeriesBuckets } from '../store.ts';
import { Accumulator, type Buckets, emptyBuckets } from './buckets.ts';
import { decodeBuckets, decodePoints } from './chunk-format.ts';
import { chunkCapacity, span } from './layout.ts';
import { readExtent, type SeriesExtent } from './series-extent.ts';

export interface SeriesRange {
  /** Steps, both inclusive. */
  readonly from?: number;
  readonly to?: number;
  readonly width: number;
}

/** At most `width` buckets of a series. Buckets that an edge of the range or the end of the series cuts hold just what is inside. */
export async function readSeries(queries: Queries, runKey: number, series: string, range: SeriesRange): Promise<SeriesBuckets> {
  const extent = await readExtent(queries, runKey, series);
  const { begin, end } = extent === null ? { begin: 0, end: 0 } : ordinals(extent, range);
  if (extent === null || end <= begin) {
    return seriesBuckets(series, 0, 0, begin, end, emptyBuckets(0));
  }
  const level = finestLevel(begin, end, range.width);
  const entries = await readEntries(queries, { runKey, series }, neededEntries(level, begin, end));
  const size = span(level);
  const firstBucket = Math.floor(begin / size);
  const buckets = emptyBuckets(Math.floor((end - 1) / size) - firstBucket + 1);
  const accumulator = new Accumulator();
  for (let index = 0; index < buckets.count.length; index++) {
    const bucket = firstBucket + index;
    addRange(accumulator, entries, level, Math.max(begin, bucket * size), Math.min(end, (bucket + 1) * size));
    accumulator.moveTo(buckets, index);
  }
  return seriesBuckets(series, level, extent.firstStep, begin, end, buckets);
}

/** Points are counted from 0 at the first step of the series; `end` is the first one outside. */
function ordinals({ firstStep, points }: SeriesExtent, { from, to }: SeriesRange): { readonly begin: number; readonly end: number } {
  return {
    begin: Math.max(0, from === undefined ? 0 : Math.ceil(from) - firstStep),
    end: Math.min(points, to === undefined ? points : Math.floor(to) - firstStep + 1),
  };
}

function finestLevel(begin: number, end: number, width: number): number {
  let level = 0;
  while (Math.floor((end - 1) / span(level)) - Math.floor(begin / span(level)) + 1 > width) {
    level++;
  }
  return level;
}

interface EntryRange {
  readonly level: number;
  readonly begin: number;
  /** Exclusive. */
  readonly end: number;
}

/** The stored entries that make up the points from `begin` to `end`, those of a level as few as possible: whole ones, and two edges finer. */
function neededEntries(level: number, begin: number, end: number): readonly EntryRange[] {
  if (end <= begin) {
    return [];
  }
  const first = Math.ceil(begin / span(level));
  const last = Math.floor(end / span(level));
  if (first >= last) {
    return level === 0 ? [] : neededEntries(level - 1, begin, end);
  }
  return [
    { level, begin: first, end: last },
    ...(level === 0 ? [] : [...neededEntries(level - 1, begin, first * span(level)), ...neededEntries(level - 1, last * span(level), end)]),
  ];
}

type Entries = ReadonlyMap<string, Buckets | Float32Array>;

async function readEntries(
  queries: Queries,
  key: { readonly runKey: number; readonly series: string },
  needed: readonly EntryRange[],
): Promise<Entries> {
  const rows = await queries.metricChunk.findMany({
    where: {
      ...key,
      OR: needed.map(({ level, begin, end }) => ({
        level,
        index: { gte: Math.floor(begin / chunkCapacity(level)), lte: Math.floor((end - 1) / chunkCapacity(level)) },
      })),
    },
    select: { level: true, index: true, format: true, values: true },
  });
  return new Map(
    rows.map(({ level, index, format, values }) => [
      `${level}:${index}`,
      level === 0 ? decodePoints(format, values) : decodeBuckets(format, values),
    ]),
  );
}

function addRange(accumulator: Accumulator, entries: Entries, level: number, begin: number, end: number): void {
  for (const range of neededEntries(level, begin, end)) {
    const capacity = chunkCapacity(range.level);
    for (let entry = range.begin; entry < range.end; entry++) {
      const chunk = entries.get(`${range.level}:${Math.floor(entry / capacity)}`);
      if (chunk instanceof Float32Array) {
        accumulator.addPoint(chunk[entry % capacity] ?? Number.NaN);
      } else if (chunk !== undefined) {
        accumulator.addBucket(chunk, entry % capacity);
      }
    }
  }
}

function seriesBuckets(series: string, level: number, firstStep: number, begin: number, end: number, buckets: Buckets): SeriesBuckets {
  const size = span(level);
  const firstBucket = Math.floor(begin / size);
  const { sum, min, max, count, nonFinite } = buckets;
  const orNaN = (value: number) => (Number.isFinite(value) ? value : Number.NaN);
  return Object.freeze({
    series,
    level,
    firstStep: Float64Array.from(count, (_, index) => firstStep + Math.max(begin, (firstBucket + index) * size)),
    lastStep: Float64Array.from(count, (_, index) => firstStep + Math.min(end, (firstBucket + index + 1) * size) - 1),
    min: min.map(orNaN),
    max: max.map(orNaN),
    mean: Float64Array.from(sum, (total, index) => total / ((count[index] ?? 0) - (nonFinite[index] ?? 0))),
    count,
    nonFinite,
  });
}
