import type { Samples } from '@hourglass/datasets';
import { at } from '@hourglass/engine/checked';
import { BenchError } from '../errors.ts';

/** Crops square byte images to a centred square of `size` values. */
export function centre(samples: Samples, size: number): Samples & { readonly values: Uint8Array } {
  const { count, values, mean } = samples;
  const side = Math.sqrt(samples.size);
  const wanted = Math.sqrt(size);
  if (!(values instanceof Uint8Array) || !Number.isInteger(side) || !Number.isInteger(wanted) || wanted > side) {
    throw new BenchError('BAD_INPUT', `size: received ${size} of ${samples.size} values; a square within a square of bytes is allowed.`);
  }
  if (wanted === side) return { ...samples, values };
  const first = Math.floor((side - wanted) / 2);
  const columns = Array.from({ length: size }, (_, index) => (first + Math.floor(index / wanted)) * side + first + (index % wanted));
  const cropped = new Uint8Array(count * size);
  for (let row = 0; row < count; row++) {
    columns.forEach((column, index) => {
      cropped[row * size + index] = at(values, row * samples.size + column);
    });
  }
  return { ...samples, size, values: cropped, mean: Float32Array.from(columns, (column) => at(mean, column)) };
}

/** @throws BenchError where samples are not bytes */
export function wholeBytes(samples: Samples): Samples & { readonly values: Uint8Array } {
  const { values, size } = samples;
  if (values instanceof Uint8Array) return { ...samples, values };
  throw new BenchError('BAD_INPUT', `size: received ${size} numbers; bytes are allowed.`);
}
