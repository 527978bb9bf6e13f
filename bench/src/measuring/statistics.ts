import { BenchError } from '../errors.ts';

/** Median and quartiles of several rounds. */
export interface Summary {
  readonly rounds: number;
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/** @throws BenchError NO_MEASUREMENTS */
export function summarise(values: readonly number[]): Summary {
  const sorted = values.toSorted((a, b) => a - b);
  return { rounds: values.length, median: quantile(sorted, 0.5), low: quantile(sorted, 0.25), high: quantile(sorted, 0.75) };
}

/**
 * Interpolates linearly between neighbours, NumPy's default (Hyndman & Fan 1996, definition 7).
 *
 * @throws BenchError NO_MEASUREMENTS
 */
export function quantile(sorted: readonly number[], fraction: number): number {
  const position = (sorted.length - 1) * fraction;
  const below = sorted[Math.floor(position)];
  const above = sorted[Math.ceil(position)];
  if (below === undefined || above === undefined)
    throw new BenchError('NO_MEASUREMENTS', 'There is nothing to summarise: no round was measured.');
  return below + (above - below) * (position - Math.floor(position));
}

/** Least-squares slope of log y over log x: 1 where y is proportional to x. */
export function logLogSlope(points: readonly (readonly [x: number, y: number])[]): number {
  const logs = points.map(([x, y]) => [Math.log(x), Math.log(y)] as const);
  const meanX = logs.reduce((sum, [x]) => sum + x, 0) / logs.length;
  const meanY = logs.reduce((sum, [, y]) => sum + y, 0) / logs.length;
  const covariance = logs.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  const variance = logs.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  return covariance / variance;
}
