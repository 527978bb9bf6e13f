/*
 * Series on their way to the browser, little-endian as every machine that runs either side is:
 *
 *   Uint32 version, how many series, count n of each
 *   of each series: Uint32 firstStep[n], lastStep[n], nonFinite[n], Float32 mean[n], min[n], max[n]
 */

const version = 3;
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

export function encodeSeries(all: readonly Buckets[]): ArrayBuffer {
  const header = [version, all.length, ...all.map(({ firstStep }) => firstStep.length)];
  const buffer = new ArrayBuffer(byteLength(header));
  new Uint32Array(buffer, 0, header.length).set(header);
  views(buffer, header).forEach((series, index) => {
    const buckets = all[index];
    if (buckets === undefined) return;
    series.firstStep.set(buckets.firstStep);
    series.lastStep.set(buckets.lastStep);
    series.nonFinite.set(buckets.nonFinite);
    series.mean.set(buckets.mean);
    series.min.set(buckets.min);
    series.max.set(buckets.max);
  });
  return buffer;
}

/** The arrays are views into the buffer. @throws RangeError where the buffer does not hold whole series of this version */
export function decodeSeries(buffer: ArrayBuffer): readonly Series[] {
  const words = new Uint32Array(buffer, 0, Math.floor(buffer.byteLength / 4));
  const header = [...words.subarray(0, 2 + (words[1] ?? 0))];
  if (header[0] !== version || header.length !== 2 + (header[1] ?? 0) || buffer.byteLength !== byteLength(header)) {
    throw new RangeError(`Received ${buffer.byteLength} bytes that are no series of version ${version}: reload the page.`);
  }
  return views(buffer, header);
}

function byteLength(header: readonly number[]): number {
  const buckets = header.slice(2).reduce((sum, count) => sum + count, 0);
  return 4 * (header.length + columns * buckets);
}

function views(buffer: ArrayBuffer, header: readonly number[]): readonly Series[] {
  let offset = 4 * header.length;
  return header.slice(2).map((count) => {
    const next = <Column>(Column: new (buffer: ArrayBuffer, byteOffset: number, length: number) => Column): Column => {
      const column = new Column(buffer, offset, count);
      offset += 4 * count;
      return column;
    };
    return {
      firstStep: next(Uint32Array),
      lastStep: next(Uint32Array),
      nonFinite: next(Uint32Array),
      mean: next(Float32Array),
      min: next(Float32Array),
      max: next(Float32Array),
    };
  });
}
