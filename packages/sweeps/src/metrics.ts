import { type MetricKey, metricKeyText, type NamedEpoch } from '@hourglass/model/metrics';

/*
 * Metrics as runs are found and sorted by them: each number of the last epoch, and of the best. Browser-safe.
 */

export * from '@hourglass/model/metrics';

/** A metric of a run's last epoch, or of its best one (`Ranking`). */
export interface RunMetricKey extends MetricKey {
  readonly at: NamedEpoch;
}

/** `validation.cost` is of the last epoch, `best.validation.cost` of the best. */
export function runMetricText({ at, ...key }: RunMetricKey): string {
  return at === 'best' ? `best.${metricKeyText(key)}` : metricKeyText(key);
}

/**
 * Metrics that are stored in a column of the run, by the column's name: lists of thousands of runs are filtered and sorted by them. Each is the same
 * number as the metric beside it, under the name that it had before metrics had names.
 */
export const costColumns = {
  lastValidationCost: { at: 'last', part: 'validation', name: 'cost' },
  bestValidationCost: { at: 'best', part: 'validation', name: 'cost' },
  bestTestCost: { at: 'best', part: 'test', name: 'cost' },
  lastTestCost: { at: 'last', part: 'test', name: 'cost' },
  lastTrainCost: { at: 'last', part: 'train', name: 'cost' },
} as const satisfies Record<string, RunMetricKey>;
export type CostColumn = keyof typeof costColumns;

/** The column that holds a metric, by the text of the metric. Metrics without a column are missing. */
export const columnOfMetric: ReadonlyMap<string, CostColumn> = new Map(
  (Object.entries(costColumns) as [CostColumn, RunMetricKey][]).map(([column, metric]) => [runMetricText(metric), column]),
);

/** The metric that a column of the run holds; undefined for another name. */
export function costMetricOf(name: string): RunMetricKey | undefined {
  return Object.entries(costColumns).find(([column]) => column === name)?.[1];
}
