import { at, floatAt } from '../checked.ts';
import { normalQuantile } from '../normal-quantile.ts';
import type { FigureAxis } from './layout.ts';

/** The values of an axis at `count` cells. */
export function axisValues({ from, to, spacing }: FigureAxis, count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, index) => {
    if (spacing === 'quantiles') return (from < to ? 1 : -1) * normalQuantile((index + 0.5) / count);
    return count === 1 ? (from + to) / 2 : from + ((to - from) * index) / (count - 1);
  });
}

/** The middles of equally probable parts of the standard normal prior. */
export function quantileAxis(dimension: number, count: number): FigureAxis {
  const first = normalQuantile(0.5 / count);
  return { dimension, from: first, to: -first, spacing: 'quantiles' };
}

/** The range of most values of a dimension: with outliers, little of a picture would be left for the others. */
const [lowPercent, highPercent] = [1, 99];

/** From the 1st to the 99th percentile of a dimension's codes. @param codes `[count, codeSize]` */
export function percentileAxis(codes: Float32Array, codeSize: number, dimension: number): FigureAxis {
  const sorted = Float64Array.from({ length: codes.length / codeSize }, (_, row) => floatAt(codes, row * codeSize + dimension)).sort();
  return { dimension, from: percentile(sorted, lowPercent), to: percentile(sorted, highPercent), spacing: 'even' };
}

/** Interpolates linearly between the nearest two values, as NumPy does. */
function percentile(sorted: Float64Array, percent: number): number {
  const place = ((sorted.length - 1) * percent) / 100;
  const below = Math.floor(place);
  const low = at(sorted, below);
  const high = at(sorted, Math.min(below + 1, sorted.length - 1));
  return low + (high - low) * (place - below);
}

export function reversed({ from, to, ...axis }: FigureAxis): FigureAxis {
  return { ...axis, from: to, to: from };
}
