import { at } from '@hourglass/presentation/at';

/*
 * Binary format of test samples: Float32, little-endian. First the mean of the training samples `[size]`, then the test samples `[rows,
 * size]`, scaled to `fround(value / divisor)`. A sample minus the mean is bit-identical to the network's input.
 */

interface Source {
  readonly size: number;
  /** `[count, size]` */
  readonly values: ArrayLike<number>;
  readonly divisor: number;
  readonly mean: Float32Array;
}

export interface DecodedTestSamples {
  /** `[size]` */
  readonly mean: Float32Array;
  /** `[rows, size]` */
  readonly samples: Float32Array;
}

export function encodeTestSamples({ size, values, divisor, mean }: Source, rows: readonly number[]): Uint8Array {
  const encoded = new Float32Array((1 + rows.length) * size);
  encoded.set(mean);
  rows.forEach((row, position) => {
    for (let column = 0; column < size; column++) {
      encoded[(1 + position) * size + column] = at(values, row * size + column) / divisor;
    }
  });
  return new Uint8Array(encoded.buffer);
}

export function decodeTestSamples(bytes: ArrayBuffer, size: number): DecodedTestSamples {
  const values = new Float32Array(bytes);
  return { mean: values.slice(0, size), samples: values.slice(size) };
}
