import type { SeriesBuckets } from '../store.ts';
import { addEntries, type Buckets, emptyBuckets } from './buckets.ts';
import { chunkCapacity, span } from './layout.ts';
import { type EntryRange, type ReadingPlan, visitEntries } from './plan-reading.ts';

/** Chunks of one level, by index. */
export type Chunks = Map<number, Buckets | Float32Array>;

/** What a plan wants, made of the stored entries by level and chunk. Buckets that an edge cuts hold just what is inside. */
export function gatherSeries(series: string, plan: ReadingPlan, levels: ReadonlyMap<number, Chunks>): SeriesBuckets {
  const { firstStep, begin, end, size } = plan;
  const firstBucket = Math.floor(begin / size);
  const length = end === begin ? 0 : Math.floor((end - 1) / size) - firstBucket + 1;
  const buckets = emptyBuckets(length);
  visitEntries(plan, (entries) => addRange(buckets, levels.get(entries.level), entries, { firstBucket, size }));
  const firstSteps = new Float64Array(length);
  const lastSteps = new Float64Array(length);
  const { sum, min, max, count, nonFinite } = buckets;
  for (let index = 0; index < length; index++) {
    firstSteps[index] = firstStep + Math.max(begin, (firstBucket + index) * size);
    lastSteps[index] = firstStep + Math.min(end, (firstBucket + index + 1) * size) - 1;
    const finite = (count[index] ?? 0) - (nonFinite[index] ?? 0);
    // From here on it is the mean: NaN where nothing is finite.
    sum[index] = (sum[index] ?? 0) / finite;
    if (finite === 0) min[index] = max[index] = Number.NaN;
  }
  return Object.freeze({
    series,
    pointsPerBucket: size,
    firstStep: firstSteps,
    lastStep: lastSteps,
    min,
    max,
    mean: sum,
    count,
    nonFinite,
  });
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
