import type { Dataset } from '@hourglass/datasets';

export interface ValueRange {
  readonly low: number;
  readonly high: number;
}

const known = new WeakMap<Dataset, ValueRange>();

/** The values of black and of white in a data set's pictures: the range of a byte, or that of the training samples. */
export function valueRange(dataset: Dataset): ValueRange {
  const range = known.get(dataset) ?? findRange(dataset);
  known.set(dataset, range);
  return range;
}

function findRange({ train: { values, divisor } }: Dataset): ValueRange {
  if (values instanceof Uint8Array) return { low: 0, high: 255 / divisor };
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low < high ? { low: low / divisor, high: high / divisor } : { low: 0, high: 1 };
}
