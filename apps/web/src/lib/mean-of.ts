import { mean } from 'd3-array';

/** @throws RangeError if there are no values: their mean is undefined */
export function meanOf(values: ArrayLike<number> & Iterable<number>): number {
  const result = mean(values);
  if (result === undefined) throw new RangeError('There are no values to average.');
  return result;
}
