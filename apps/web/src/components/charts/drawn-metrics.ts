import { metricDefinition, metricTable } from '@hourglass/sweeps/metrics';
import type { EpochRow } from '#wire/epoch-row.ts';

/** The metrics that the training steps of any of these runs have, in the order of the metric table; always the cost. */
export function drawnMetrics(epochsOfRuns: readonly (readonly EpochRow[] | undefined)[]): readonly string[] {
  const recorded = new Set(epochsOfRuns.flatMap((epochs) => Object.keys(epochs?.at(-1)?.metrics.train ?? {})));
  return Object.keys(metricTable).filter((name) => name === 'cost' || (name !== 'batchCost' && recorded.has(name)));
}

/** The chosen metric where any of the runs has it, else the cost. */
export function chosenMetric(chosen: string, drawn: readonly string[]): string {
  return drawn.includes(chosen) ? chosen : 'cost';
}

/** The title of an axis of a metric: `KL per sample, in nats`. */
export function axisTitle(name: string): string {
  const { unit = null, per = 'sample' } = metricDefinition(name) ?? {};
  return `${metricWords(name)}${per === null ? '' : ' per sample'}${unit === null || unit === 'squared error' ? '' : `, in ${unit}`}`;
}

/** As a sentence contains it: `negative log likelihood`. */
export function metricWords(name: string): string {
  return metricDefinition(name)?.title ?? name;
}
