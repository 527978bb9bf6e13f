/*
 * A series on its way to the browser, little-endian as every machine that runs either side is:
 *
 *   Uint32 version, level, count n, 0
 *   Uint32 firstStep[n], lastStep[n], nonFinite[n]
 *   Float32 mean[n], min[n], max[n]
 */

const version = 1;
const headerLength = 4;
const columns = 6;

export interface Series {
  /** A bucket covers 16^level steps; at level 0 a bucket is one step and min = max = mean. */
  readonly level: number;
  readonly firstStep: Uint32Array;
  readonly lastStep: Uint32Array;
  /** Of the finite values; NaN where there are none. */
  readonly mean: Float32Array;
  readonly min: Float32Array;
  readonly max: Float32Array;
  /** How many values of the bucket are NaN or infinite. */
  readonly nonFinite: Uint32Array;
}

interface Buckets {
  readonly level: number;
  readonly firstStep: ArrayLike<number>;
  readonly lastStep: ArrayLike<number>;
  readonly mean: ArrayLike<number>;
  readonly min: ArrayLike<number>;
  readonly max: ArrayLike<number>;
  readonly nonFinite: ArrayLike<number>;
}

export function encodeSeries(buckets: Buckets): ArrayBuffer {
  const count = buckets.firstStep.length;
  const buffer = new ArrayBuffer(4 * (headerLength + columns * count));
  new Uint32Array(buffer, 0, headerLength).set([version, buckets.level, count, 0]);
  const series = views(buffer, buckets.level, count);
  series.firstStep.set(buckets.firstStep);
  series.lastStep.set(buckets.lastStep);
  series.nonFinite.set(buckets.nonFinite);
  series.mean.set(buckets.mean);
  series.min.set(buckets.min);
  series.max.set(buckets.max);
  return buffer;
}

/** The arrays are views into the buffer. @throws RangeError where the buffer is not a whole series of this version */
export function decodeSeries(buffer: ArrayBuffer): Series {
  const [received, level = 0, count = 0] = buffer.byteLength < 4 * headerLength ? [] : new Uint32Array(buffer, 0, headerLength);
  if (received !== version || buffer.byteLength !== 4 * (headerLength + columns * count)) {
    throw new RangeError(`Received ${buffer.byteLength} bytes that are no series of version ${version}: reload the page.`);
  }
  return views(buffer, level, count);
}

function views(buffer: ArrayBuffer, level: number, count: number): Series {
  const offset = (column: number) => 4 * (headerLength + column * count);
  return {
    level,
    firstStep: new Uint32Array(buffer, offset(0), count),
    lastStep: new Uint32Array(buffer, offset(1), count),
    nonFinite: new Uint32Array(buffer, offset(2), count),
    mean: new Float32Array(buffer, offset(3), count),
    min: new Float32Array(buffer, offset(4), count),
    max: new Float32Array(buffer, offset(5), count),
  };
}
