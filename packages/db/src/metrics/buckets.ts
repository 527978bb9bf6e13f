/** Buckets as aligned columns. A bucket without a finite value has the minimum ∞ and the maximum −∞, which change nothing when merged. */
export interface Buckets extends StoredBuckets {
  readonly nonFinite: Uint32Array<ArrayBuffer>;
}

/** The same as a chunk holds them. */
export interface StoredBuckets {
  /** Of the finite values. */
  readonly sum: Float64Array<ArrayBuffer>;
  readonly min: Float32Array<ArrayBuffer>;
  readonly max: Float32Array<ArrayBuffer>;
  /** Points of the bucket that are NaN or infinite; minimum, maximum and sum leave them out. Null where all are finite. */
  readonly nonFinite: Uint32Array<ArrayBuffer> | null;
}

export function emptyBuckets(length: number): Buckets {
  const buckets = {
    ...finiteColumns(new ArrayBuffer(length * bytesPerFiniteBucket), length),
    nonFinite: new Uint32Array(length),
  };
  buckets.min.fill(Number.POSITIVE_INFINITY);
  buckets.max.fill(Number.NEGATIVE_INFINITY);
  return buckets;
}

/** What a bucket takes in the columns that speak of its finite values. */
export const bytesPerFiniteBucket = 16;

/** Columns one behind the other in one buffer: sum, minimum, maximum. */
export function finiteColumns(buffer: ArrayBuffer, length: number): Omit<Buckets, 'nonFinite'> {
  return {
    sum: new Float64Array(buffer, 0, length),
    min: new Float32Array(buffer, 8 * length, length),
    max: new Float32Array(buffer, 12 * length, length),
  };
}

export function clearBucket({ sum, min, max, nonFinite }: Buckets, at: number): void {
  sum[at] = 0;
  min[at] = Number.POSITIVE_INFINITY;
  max[at] = Number.NEGATIVE_INFINITY;
  nonFinite[at] = 0;
}

/** Adds a point to a bucket. */
export function addPoint(into: Buckets, at: number, value: number): void {
  const { sum, min, max, nonFinite } = into;
  if (!Number.isFinite(value)) {
    nonFinite[at] = (nonFinite[at] ?? 0) + 1;
    return;
  }
  sum[at] = (sum[at] ?? 0) + value;
  if (value < (min[at] ?? value)) min[at] = value;
  if (value > (max[at] ?? value)) max[at] = value;
}

/** Adds what another bucket sums up. */
export function addBucket(into: Buckets, at: number, from: StoredBuckets, index: number): void {
  addBuckets(into, at, from, index, index + 1);
}

/** Stored entries that go into one bucket after the other, so many into each, counted from the first of all. */
export interface Entries {
  readonly chunk: StoredBuckets | Float32Array;
  /** Where in the chunk they begin, and before where they end. */
  readonly begin: number;
  readonly end: number;
  /** The chunk's first entry, counted from the first of all. */
  readonly chunkBegin: number;
  readonly perBucket: number;
}

/** Adds entries to the buckets that they lie in, of which the first is `firstBucket`. */
export function addEntries(into: Buckets, firstBucket: number, { chunk, begin, end, chunkBegin, perBucket }: Entries): void {
  let bucket = Math.floor((chunkBegin + begin) / perBucket);
  for (let from = begin; from < end; bucket++) {
    const to = Math.min(end, (bucket + 1) * perBucket - chunkBegin);
    if (chunk instanceof Float32Array) addPoints(into, bucket - firstBucket, chunk, from, to);
    else addBuckets(into, bucket - firstBucket, chunk, from, to);
    from = to;
  }
}

function addPoints(into: Buckets, at: number, values: Float32Array, begin: number, end: number): void {
  for (let index = begin; index < end; index++) addPoint(into, at, values[index] ?? Number.NaN);
}

function addBuckets(into: Buckets, at: number, from: StoredBuckets, begin: number, end: number): void {
  let sum = into.sum[at] ?? 0;
  let least = into.min[at] ?? Number.POSITIVE_INFINITY;
  let most = into.max[at] ?? Number.NEGATIVE_INFINITY;
  for (let index = begin; index < end; index++) {
    const low = from.min[index] ?? least;
    const high = from.max[index] ?? most;
    sum += from.sum[index] ?? 0;
    if (low < least) least = low;
    if (high > most) most = high;
  }
  into.sum[at] = sum;
  into.min[at] = least;
  into.max[at] = most;
  if (from.nonFinite !== null) addNonFinite(into, at, from.nonFinite, begin, end);
}

function addNonFinite(into: Buckets, at: number, points: Uint32Array, begin: number, end: number): void {
  for (let index = begin; index < end; index++) into.nonFinite[at] = (into.nonFinite[at] ?? 0) + (points[index] ?? 0);
}
