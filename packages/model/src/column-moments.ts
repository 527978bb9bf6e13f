import { at, floatAt } from './checked.ts';

export interface Moments {
  readonly mean: number;
  readonly variance: number;
}

/** Mean and variance of each column of `[rows, width]`, in two passes over the rows. */
export function columnMoments(values: Float32Array, width: number): readonly Moments[] {
  const rows = values.length / width;
  const over = (valueAt: (index: number, column: number) => number) => {
    const sums = new Float64Array(width);
    for (let start = 0; start < values.length; start += width)
      for (let column = 0; column < width; column++) sums[column] = at(sums, column) + valueAt(start + column, column);
    return sums.map((total) => total / rows);
  };
  const means = over((index) => floatAt(values, index));
  const variances = over((index, column) => (floatAt(values, index) - at(means, column)) ** 2);
  return Array.from(means, (average, column) => ({ mean: average, variance: at(variances, column) }));
}
