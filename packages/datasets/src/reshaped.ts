import { sizeOfShape } from '@hourglass/presentation';
import { type DataShape, dataShapeFrom } from './data-kind.ts';

/**
 * The kind and shape of samples of `size` values that a spec gives another shape, or the beginning of a sentence that says what is wrong with it; the
 * caller appends the name of the data set.
 */
export function reshaped(shape: readonly number[], size: number): DataShape | { readonly problem: string } {
  const values = sizeOfShape(shape);
  const data = dataShapeFrom(shape);
  const received = `dataset.shape: received [${shape.join(', ')}]`;
  if (data === null)
    return {
      problem: `${received}; allowed are [${size}], [height, width] and [height, width, channels] with 1, 3 or 4 channels for the samples`,
    };
  if (values !== size)
    return { problem: `${received}, which is ${values} values; its product must be ${size}, the number of values in a sample` };
  return data;
}
