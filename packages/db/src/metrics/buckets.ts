/** Buckets as aligned columns. A bucket without a finite value has the minimum ∞ and the maximum −∞, which change nothing when merged. */
export interface Buckets {
  readonly sum: Float64Array<ArrayBuffer>;
  readonly min: Float32Array<ArrayBuffer>;
  readonly max: Float32Array<ArrayBuffer>;
  /** Points in the bucket. */
  readonly count: Uint32Array<ArrayBuffer>;
  /** Those of them that are NaN or infinite; minimum, maximum and sum leave them out. */
  readonly nonFinite: Uint32Array<ArrayBuffer>;
}

export function emptyBuckets(length: number): Buckets {
  const buckets = bucketColumns(new ArrayBuffer(length * bytesPerBucket), length);
  buckets.min.fill(Number.POSITIVE_INFINITY);
  buckets.max.fill(Number.NEGATIVE_INFINITY);
  return buckets;
}

/** What a bucket takes. */
export const bytesPerBucket = 24;

/** The columns one behind the other in one buffer: sum, minimum, maximum, count, non-finite. */
export function bucketColumns(buffer: ArrayBuffer, length: number): Buckets {
  return {
    sum: new Float64Array(buffer, 0, length),
    min: new Float32Array(buffer, 8 * length, length),
    max: new Float32Array(buffer, 12 * length, length),
    count: new Uint32Array(buffer, 16 * length, length),
    nonFinite: new Uint32Array(buffer, 20 * length, length),
  };
}

export function clearBucket({ sum, min, max, count, nonFinite }: Buckets, at: number): void {
  sum[at] = 0;
  min[at] = Number.POSITIVE_INFINITY;
  max[at] = Number.NEGATIVE_INFINITY;
  count[at] = 0;
  nonFinite[at] = 0;
}

/** Adds a point to a bucket. */
export function addPoint(into: Buckets, at: number, value: number): void {
  const { sum, min, max, count, nonFinite } = into;
  count[at] = (count[at] ?? 0) + 1;
  if (!Number.isFinite(value)) {
    nonFinite[at] = (nonFinite[at] ?? 0) + 1;
    return;
  }
  sum[at] = (sum[at] ?? 0) + value;
  if (value < (min[at] ?? value)) min[at] = value;
  if (value > (max[at] ?? value)) max[at] = value;
}

/** Adds what another bucket sums up. */
export function addBucket(into: Buckets, at: number, from: Buckets, index: number): void {
  into.sum[at] = (into.sum[at] ?? 0) + (from.sum[index] ?? 0);
  into.min[at] = Math.min(into.min[at] ?? 0, from.min[index] ?? Number.POSITIVE_INFINITY);
  into.max[at] = Math.max(into.max[at] ?? 0, from.max[index] ?? Number.NEGATIVE_INFINITY);
  into.count[at] = (into.count[at] ?? 0) + (from.count[index] ?? 0);
  into.nonFinite[at] = (into.nonFinite[at] ?? 0) + (from.nonFinite[index] ?? 0);
}

/** Stored entries that go into one bucket after the other, so many into each, counted from the first of all. */
export interface Entries {
  readonly chunk: Buckets | Float32Array;
  /** Where in the chunk they begin, and before where they end. */
  readonly begin: number;
  readonly end: number;
  /** The chunk's first entry, counted from the first of all. */
  readonly chunkBegin: number;
  readonly perBucket: number;
}

/**
 * Adds entries to the buckets that they lie in, of which the first is `firstBucket`. The loop stands beside what it calls for each of a hundred
 * thousand: between modules that were bundled a call takes longer.
 */
export function addEntries(into: Buckets, firstBucket: number, { chunk, begin, end, chunkBegin, perBucket }: Entries): void {
  for (let index = begin; index < end; index++) {
    const bucket = Math.floor((chunkBegin + index) / perBucket) - firstBucket;
    if (chunk instanceof Float32Array) addPoint(into, bucket, chunk[index] ?? Number.NaN);
    else addBucket(into, bucket, chunk, index);
  }
}
