import { at } from '@hourglass/presentation/at';

/*
 * Binary format of test samples: Float32, little-endian. First the mean of the training samples `[size]`, then the test samples `[rows,
 * size]`, scaled to `fround(value / divisor)`, then their labels `[rows]`, NaN where there are none. A sample minus the mean is bit-identical to the
 * network's input.
 */

interface Source {
  readonly size: number;
  /** `[count, size]` */
  readonly values: ArrayLike<number>;
  readonly divisor: number;
  readonly mean: Float32Array;
  readonly labels: Uint8Array | null;
}

export interface DecodedTestSamples {
  /** `[size]` */
  readonly mean: Float32Array;
  /** `[rows, size]` */
  readonly samples: Float32Array;
  /** `[rows]`; null where there are none. */
  readonly labels: Uint8Array | null;
}

export function encodeTestSamples({ size, values, divisor, mean, labels }: Source, rows: readonly number[]): Uint8Array {
  const encoded = new Float32Array((1 + rows.length) * size + rows.length);
  encoded.set(mean);
  rows.forEach((row, position) => {
    for (let column = 0; column < size; column++) {
      encoded[(1 + position) * size + column] = at(values, row * size + column) / divisor;
    }
  });
  rows.forEach((row, position) => {
    encoded[(1 + rows.length) * size + position] = labels === null ? Number.NaN : at(labels, row);
  });
  return new Uint8Array(encoded.buffer);
}

export function decodeTestSamples(bytes: ArrayBuffer, size: number): DecodedTestSamples {
  const values = new Float32Array(bytes);
  const count = (values.length - size) / (size + 1);
  const labels = values.subarray((1 + count) * size);
  return {
    mean: values.slice(0, size),
    samples: values.slice(size, (1 + count) * size),
    labels: labels.some(Number.isNaN) ? null : Uint8Array.from(labels),
  };
}
