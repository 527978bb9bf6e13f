import type { Samples } from '@hourglass/datasets';
import { BenchError } from '../errors.ts';

/** The middle of square byte images, so large that it has `size` values. */
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
      cropped[row * size + index] = values[row * samples.size + column] ?? 0;
    });
  }
  return { ...samples, size, values: cropped, mean: Float32Array.from(columns, (column) => mean[column] ?? Number.NaN) };
}
