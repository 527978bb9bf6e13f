import type { SeriesBuckets } from '../store.ts';
import { type Buckets, emptyBuckets } from './buckets.ts';
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
  const { sum, min, max, count, nonFinite } = buckets;
  min.fill(Number.POSITIVE_INFINITY);
  max.fill(Number.NEGATIVE_INFINITY);
  visitEntries(plan, (entries) => addEntries(buckets, levels.get(entries.level), entries, { firstBucket, size }));
  const firstSteps = new Float64Array(length);
  const lastSteps = new Float64Array(length);
  const mean = new Float64Array(length);
  for (let index = 0; index < length; index++) {
    firstSteps[index] = firstStep + Math.max(begin, (firstBucket + index) * size);
    lastSteps[index] = firstStep + Math.min(end, (firstBucket + index + 1) * size) - 1;
    const finite = (count[index] ?? 0) - (nonFinite[index] ?? 0);
    // NaN where nothing is finite.
    mean[index] = (sum[index] ?? 0) / finite;
    if (finite === 0) min[index] = max[index] = Number.NaN;
  }
  return Object.freeze({ series, pointsPerBucket: size, firstStep: firstSteps, lastStep: lastSteps, min, max, mean, count, nonFinite });
}

interface Placing {
  /** The first of the buckets that are gathered, counted from the series' first. */
  readonly firstBucket: number;
  /** Points of a bucket. */
  readonly size: number;
}

/** Adds stored entries to the buckets that they lie in, chunk by chunk: an entry never lies in two. */
function addEntries(into: Buckets, chunks: Chunks | undefined, { level, begin, end }: EntryRange, { firstBucket, size }: Placing): void {
  const capacity = chunkCapacity(level);
  const perBucket = size / span(level);
  for (let entry = begin; entry < end; ) {
    const index = Math.floor(entry / capacity);
    const before = index * capacity;
    const stop = Math.min(end, before + capacity);
    const bucket = Math.floor(entry / perBucket);
    const room = (bucket + 1) * perBucket - entry;
    const place = { index: bucket - firstBucket, room, perBucket };
    const chunk = chunks?.get(index);
    if (chunk instanceof Float32Array) addPoints(into, chunk.subarray(entry - before, stop - before), place);
    else if (chunk !== undefined) addBuckets(into, chunk, { begin: entry - before, end: stop - before }, place);
    entry = stop;
  }
}

/** Where the next entries go: so many more into this bucket, and then `perBucket` into each that follows. */
interface Place {
  readonly index: number;
  readonly room: number;
  readonly perBucket: number;
}

function addPoints({ sum, min, max, count, nonFinite }: Buckets, values: Float32Array, { index: first, room, perBucket }: Place): void {
  let index = first;
  let left = room;
  for (const value of values) {
    count[index] = (count[index] ?? 0) + 1;
    if (Number.isFinite(value)) {
      sum[index] = (sum[index] ?? 0) + value;
      if (value < (min[index] ?? value)) min[index] = value;
      if (value > (max[index] ?? value)) max[index] = value;
    } else {
      nonFinite[index] = (nonFinite[index] ?? 0) + 1;
    }
    if (--left > 0) continue;
    index++;
    left = perBucket;
  }
}

function addBuckets(
  { sum, min, max, count, nonFinite }: Buckets,
  from: Buckets,
  { begin, end }: { readonly begin: number; readonly end: number },
  { index: first, room, perBucket }: Place,
): void {
  let index = first;
  let left = room;
  for (let entry = begin; entry < end; entry++) {
    sum[index] = (sum[index] ?? 0) + (from.sum[entry] ?? 0);
    min[index] = Math.min(min[index] ?? 0, from.min[entry] ?? Number.POSITIVE_INFINITY);
    max[index] = Math.max(max[index] ?? 0, from.max[entry] ?? Number.NEGATIVE_INFINITY);
    count[index] = (count[index] ?? 0) + (from.count[entry] ?? 0);
    nonFinite[index] = (nonFinite[index] ?? 0) + (from.nonFinite[entry] ?? 0);
    if (--left > 0) continue;
    index++;
    left = perBucket;
  }
}
