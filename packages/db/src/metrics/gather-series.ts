import type { SeriesBuckets } from '../contract/metrics.ts';
import { DbError } from '../errors.ts';
import { addEntries, type Buckets, emptyBuckets, type StoredBuckets } from './buckets.ts';
import { float64At, uint32At } from './checked-access.ts';
import { chunkCapacity, span } from './layout.ts';
import { type EntryRange, type ReadingPlan, visitEntries } from './plan-reading.ts';

/** Chunks of one level, by index. */
export type Chunks = Map<number, StoredBuckets | Float32Array>;

/** Builds the buckets of a plan from stored entries, given by level and chunk. A bucket at an edge of the range covers only the points inside. */
export function gatherSeries(series: string, plan: ReadingPlan, levels: ReadonlyMap<number, Chunks>): SeriesBuckets {
  const { firstStep, begin, end, size } = plan;
  const firstBucket = Math.floor(begin / size);
  const length = end === begin ? 0 : Math.floor((end - 1) / size) - firstBucket + 1;
  const buckets = emptyBuckets(length);
  visitEntries(plan, (entries) => addRange(buckets, levels.get(entries.level), entries, { firstBucket, size }));
  const { sum, min, max, nonFinite } = buckets;
  for (let index = 0; index < length; index++) {
    const isWhole = index > 0 && index < length - 1;
    const finite = (isWhole ? size : pointsBetween(plan, firstBucket + index)) - uint32At(nonFinite, index);
    // Converts the sum to the mean in place; NaN if no value is finite.
    sum[index] = float64At(sum, index) / finite;
    if (finite === 0) min[index] = max[index] = Number.NaN;
  }
  return Object.freeze({
    ...{ series, seriesBegin: firstStep, pointsPerBucket: size, firstStep: firstStep + begin, lastStep: firstStep + end - 1 },
    ...{ min, max, mean: sum, nonFinite },
  });
}

/** How many points of a bucket the plan covers. */
function pointsBetween({ begin, end, size }: ReadingPlan, bucket: number): number {
  return Math.min(end, (bucket + 1) * size) - Math.max(begin, bucket * size);
}

interface Position {
  /** Index in the series of the first bucket that is gathered. */
  readonly firstBucket: number;
  /** Points of a bucket. */
  readonly size: number;
}

/** Adds stored entries to their buckets: an entry belongs to exactly one. */
function addRange(into: Buckets, chunks: Chunks | undefined, { level, begin, end }: EntryRange, { firstBucket, size }: Position): void {
  const capacity = chunkCapacity(level);
  const perBucket = size / span(level);
  for (let chunkBegin = begin - (begin % capacity); chunkBegin < end; chunkBegin += capacity) {
    const chunk = chunks?.get(chunkBegin / capacity);
    if (chunk === undefined) throw missingChunk(level, chunkBegin / capacity);
    addEntries(into, firstBucket, {
      ...{ chunk, chunkBegin, perBucket },
      begin: Math.max(begin, chunkBegin) - chunkBegin,
      end: Math.min(end, chunkBegin + capacity) - chunkBegin,
    });
  }
}

function missingChunk(level: number, index: number): DbError {
  return new DbError(
    'CHUNK_UNREADABLE',
    `Chunk ${index} of level ${level} is missing from the series: the database is damaged. Find the run with \`./hourglass doctor --check\`.`,
  );
}
