import { float32At, float64At, uint32At } from './checked-access.ts';

/** Buckets as aligned columns. A bucket without a finite value has the minimum ∞ and the maximum −∞, which change nothing when merged. */
export interface Buckets extends StoredBuckets {
  readonly nonFinite: Uint32Array<ArrayBuffer>;
}

/** Buckets as a chunk stores them. */
export interface StoredBuckets {
  /** Sums of the finite values. */
  readonly sum: Float64Array<ArrayBuffer>;
  readonly min: Float32Array<ArrayBuffer>;
  readonly max: Float32Array<ArrayBuffer>;
  /** Number of NaN or infinite points, which minimum, maximum and sum exclude. Null if all points are finite. */
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

/** Bytes of a bucket in the columns of its finite values. */
export const bytesPerFiniteBucket = 16;

/** Views of the columns in one buffer, in the order sum, minimum, maximum. */
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
    nonFinite[at] = uint32At(nonFinite, at) + 1;
    return;
  }
  sum[at] = float64At(sum, at) + value;
  if (value < float32At(min, at)) min[at] = value;
  if (value > float32At(max, at)) max[at] = value;
}

/** Adds the points that another bucket summarises. */
export function addBucket(into: Buckets, at: number, from: StoredBuckets, index: number): void {
  addBuckets(into, at, from, index, index + 1);
}

/** A range of stored entries. Entry `n` of the series belongs to bucket `floor(n / perBucket)`. */
export interface Entries {
  readonly chunk: StoredBuckets | Float32Array;
  /** Range in the chunk; `end` is exclusive. */
  readonly begin: number;
  readonly end: number;
  /** Index in the series of the chunk's first entry. */
  readonly chunkBegin: number;
  readonly perBucket: number;
}

/** Adds entries to their buckets. `into` begins with bucket `firstBucket` of the series. */
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
  for (let index = begin; index < end; index++) addPoint(into, at, float32At(values, index));
}

function addBuckets(into: Buckets, at: number, from: StoredBuckets, begin: number, end: number): void {
  let sum = float64At(into.sum, at);
  let least = float32At(into.min, at);
  let most = float32At(into.max, at);
  for (let index = begin; index < end; index++) {
    const low = float32At(from.min, index);
    const high = float32At(from.max, index);
    sum += float64At(from.sum, index);
    if (low < least) least = low;
    if (high > most) most = high;
  }
  into.sum[at] = sum;
  into.min[at] = least;
  into.max[at] = most;
  if (from.nonFinite !== null) addNonFinite(into, at, from.nonFinite, begin, end);
}

function addNonFinite(into: Buckets, at: number, points: Uint32Array, begin: number, end: number): void {
  for (let index = begin; index < end; index++) into.nonFinite[at] = uint32At(into.nonFinite, at) + uint32At(points, index);
}
