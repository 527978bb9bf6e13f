import type { SeriesBuckets } from '../contract/metrics.ts';
import { addEntries, type Buckets, emptyBuckets, type StoredBuckets } from './buckets.ts';
import { chunkCapacity, span } from './layout.ts';
import { type EntryRange, type ReadingPlan, visitEntries } from './plan-reading.ts';

/** Chunks of one level, by index. */
export type Chunks = Map<number, StoredBuckets | Float32Array>;

/** What a plan wants, made of the stored entries by level and chunk. Buckets that an edge cuts hold just what is inside. */
export function gatherSeries(series: string, plan: ReadingPlan, levels: ReadonlyMap<number, Chunks>): SeriesBuckets {
  const { firstStep, begin, end, size } = plan;
  const firstBucket = Math.floor(begin / size);
  const length = end === begin ? 0 : Math.floor((end - 1) / size) - firstBucket + 1;
  const buckets = emptyBuckets(length);
  visitEntries(plan, (entries) => addRange(buckets, levels.get(entries.level), entries, { firstBucket, size }));
  const { sum, min, max, nonFinite } = buckets;
  for (let index = 0; index < length; index++) {
    const isWhole = index > 0 && index < length - 1;
    const finite = (isWhole ? size : pointsBetween(plan, firstBucket + index)) - (nonFinite[index] ?? 0);
    // From here on it is the mean: NaN where nothing is finite.
    sum[index] = (sum[index] ?? 0) / finite;
    if (finite === 0) min[index] = max[index] = Number.NaN;
  }
  return Object.freeze({
    ...{ series, seriesBegin: firstStep, pointsPerBucket: size, firstStep: firstStep + begin, lastStep: firstStep + end - 1 },
    ...{ min, max, mean: sum, nonFinite },
  });
}

/** Of a bucket, those that the plan wants. */
function pointsBetween({ begin, end, size }: ReadingPlan, bucket: number): number {
  return Math.min(end, (bucket + 1) * size) - Math.max(begin, bucket * size);
}

interface Placing {
  /** The first of the buckets that are gathered, counted from the series' first. */
  readonly firstBucket: number;
  /** Points of a bucket. */
  readonly size: number;
}

/** Adds stored entries to the buckets that they lie in: an entry never lies in two. */
function addRange(into: Buckets, chunks: Chunks | undefined, { level, begin, end }: EntryRange, { firstBucket, size }: Placing): void {
  const capacity = chunkCapacity(level);
  const perBucket = size / span(level);
  for (let chunkBegin = begin - (begin % capacity); chunkBegin < end; chunkBegin += capacity) {
    const chunk = chunks?.get(chunkBegin / capacity);
    if (chunk === undefined) continue;
    addEntries(into, firstBucket, {
      ...{ chunk, chunkBegin, perBucket },
      begin: Math.max(begin, chunkBegin) - chunkBegin,
      end: Math.min(end, chunkBegin + capacity) - chunkBegin,
    });
  }
}
