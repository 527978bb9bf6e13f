/*
 * A series on its way to the browser, little-endian as every machine that runs either side is:
 *
 *   Uint32 version, count n
 *   Uint32 firstStep[n], lastStep[n], nonFinite[n]
 *   Float32 mean[n], min[n], max[n]
 */

const version = 2;
const headerLength = 2;
const columns = 6;

export interface Series {
  /** A bucket covers the steps from its first to its last. */
  readonly firstStep: Uint32Array;
  readonly lastStep: Uint32Array;
  /** Of the finite values; NaN where there are none. */
  readonly mean: Float32Array;
  readonly min: Float32Array;
  readonly max: Float32Array;
  /** How many values of the bucket are NaN or infinite. */
  readonly nonFinite: Uint32Array;
}

type Buckets = { readonly [Column in keyof Series]: ArrayLike<number> };

export function encodeSeries(buckets: Buckets): ArrayBuffer {
  const count = buckets.firstStep.length;
  const buffer = new ArrayBuffer(4 * (headerLength + columns * count));
  new Uint32Array(buffer, 0, headerLength).set([version, count]);
  const series = views(buffer, count);
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
  const [received, count = 0] = buffer.byteLength < 4 * headerLength ? [] : new Uint32Array(buffer, 0, headerLength);
  if (received !== version || buffer.byteLength !== 4 * (headerLength + columns * count)) {
    throw new RangeError(`Received ${buffer.byteLength} bytes that are no series of version ${version}: reload the page.`);
  }
  return views(buffer, count);
}

function views(buffer: ArrayBuffer, count: number): Series {
  const offset = (column: number) => 4 * (headerLength + column * count);
  return {
    firstStep: new Uint32Array(buffer, offset(0), count),
    lastStep: new Uint32Array(buffer, offset(1), count),
    nonFinite: new Uint32Array(buffer, offset(2), count),
    mean: new Float32Array(buffer, offset(3), count),
    min: new Float32Array(buffer, offset(4), count),
    max: new Float32Array(buffer, offset(5), count),
  };
}
