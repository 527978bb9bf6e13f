import {
  type CostColumn,
  columnOfMetric,
  type MetricDefinition,
  type MetricKey,
  metricDefinition,
  metricTitle,
  type Ranking,
  type RunMetricKey,
  runMetricText,
} from '@hourglass/sweeps/metrics';
import type { RunRow } from '#wire/run-row.ts';

/** The number of each run that the views on a whole sweep relate to its parameters: a metric of its best or last epoch. */
export interface Measure {
  readonly metric: RunMetricKey;
  /** `best.validation.cost`: identifies it in the address. */
  readonly key: string;
  readonly title: string;
  /** Which values are better; a metric without a preferred direction has no front and no best runs. */
  readonly direction: MetricDefinition['direction'];
}

/** Metrics of training are left out: they are means over batches while the parameters change. */
const parts = ['validation', 'test', 'generation'] as const satisfies readonly MetricKey['part'][];

/** What the views can show: the costs, then every other metric that runs of the sweep have, of the best epoch and of the last. */
export function measuresOf(ranking: Ranking, recorded: readonly MetricKey[]): readonly Measure[] {
  const costs = (['validation', 'test'] as const).map((part): MetricKey => ({ part, name: 'cost' }));
  const others = parts.flatMap((part) => recorded.filter((metric) => metric.part === part && metric.name !== 'cost'));
  return [costs, others].flatMap((metrics) =>
    (['best', 'last'] as const).flatMap((at) => metrics.map(({ part, name }) => measureOf({ at, part, name }, ranking))),
  );
}

/** What the views show without a choice: the metric that ranks the runs; where nothing is validated, the test cost. */
export function defaultMeasure(measures: readonly Measure[], ranking: Ranking, runs: readonly RunRow[]): Measure {
  const ranked = measureOf({ at: 'best', part: ranking.part, name: ranking.name }, ranking);
  const isRanked = runs.length === 0 || runs.some(({ bestValue }) => bestValue !== null);
  return (isRanked ? null : measures.find((measure) => runs.some((run) => costOf(run, measure) !== null))) ?? ranked;
}

function measureOf(metric: RunMetricKey, ranking: Ranking): Measure {
  const ranks = metric.part === ranking.part && metric.name === ranking.name;
  return {
    metric,
    key: runMetricText(metric),
    title: titleOf(metric, ranks),
    direction: ranks ? ranking.direction : (metricDefinition(metric.name)?.direction ?? 'none'),
  };
}

function titleOf({ at, ...metric }: RunMetricKey, ranks: boolean): string {
  const title = metricTitle(metric);
  if (at === 'last') return `last ${title}`;
  return ranks ? `best ${title}` : `${title} at the best epoch`;
}

/** The column of a run that holds a measure; null for a metric that is fetched. */
export function costColumnOf({ key }: Pick<Measure, 'key'>): CostColumn | null {
  return columnOfMetric.get(key) ?? null;
}

/** A cost of a run; null where it has none, or the measure is not a cost. */
export function costOf(run: RunRow, measure: Measure): number | null {
  const column = costColumnOf(measure);
  return column === null ? null : run[column];
}
