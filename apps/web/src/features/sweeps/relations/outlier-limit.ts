import type { CostColumn } from '@hourglass/sweeps/metrics';
import { quantileSorted } from 'd3-array';
import type { RunRow } from '#wire/run-row.ts';
import { costColumnOf, type Measure } from './measure.ts';

/** A run with this cost or more is an outlier, whatever it is measured by: a metric of a network that learned nothing describes nothing. */
export interface OutlierLimit {
  readonly column: CostColumn;
  readonly cost: number;
  /** Describes the outliers. */
  readonly meaning: string;
}

/** An outlier lies this many interquartile ranges above the third quartile: Tukey's outer fence. */
const fence = 3;
const minForFence = 8;

/** Baselines are not trained: where they have no best epoch, their only cost is the last. */
const lastOf: Readonly<Record<CostColumn, CostColumn>> = {
  bestValidationCost: 'lastValidationCost',
  bestTestCost: 'lastTestCost',
  lastValidationCost: 'lastValidationCost',
  lastTestCost: 'lastTestCost',
  lastTrainCost: 'lastTrainCost',
};

/**
 * The cost that separates runs that learned something from the rest: that of the mean sample, or, where the sweep does not have it or no run
 * beats it, Tukey's outer fence of the logarithm of the costs. Infinity if neither is known, so that only failed and diverged runs are outliers.
 */
export function outlierLimit(runs: readonly RunRow[], baselines: readonly RunRow[], measure: Measure): OutlierLimit {
  const column =
    costColumnOf(measure) ?? (runs.some(({ bestValidationCost }) => bestValidationCost !== null) ? 'bestValidationCost' : 'lastTestCost');
  const costs = runs.flatMap((run) => run[column] ?? []).filter((value) => Number.isFinite(value));
  const mean = baselines.find(({ values }) => values.baseline === 'mean');
  const ofMean = mean === undefined ? null : (mean[column] ?? mean[lastOf[column]]);
  if (ofMean !== null && costs.some((value) => value < ofMean)) {
    return { column, cost: ofMean, meaning: 'diverged, failed or no better than the mean' };
  }
  return { column, cost: outerFence(costs), meaning: 'diverged or failed' };
}

function outerFence(costs: readonly number[]): number {
  const logs = costs
    .filter((value) => value > 0)
    .map(Math.log)
    .sort((a, b) => a - b);
  const [lower, upper] = [quantileSorted(logs, 0.25), quantileSorted(logs, 0.75)];
  if (lower === undefined || upper === undefined || logs.length < minForFence) return Number.POSITIVE_INFINITY;
  // Runs that differ in their seeds alone have almost no range: within a factor of two, nothing is an outlier.
  return Math.exp(upper + Math.max(fence * (upper - lower), Math.LN2));
}
