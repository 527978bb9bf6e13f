import { entry, floatAt } from '../checked.ts';
import { mapValues } from '../map-values.ts';
import { metricDefinition } from '../metrics/present-metrics.ts';
import { sum } from './evaluate.ts';

/** Totals of the metrics of an epoch's steps so far, by name: sums over the steps, and of a metric that covers the epoch so far its last value. */
export type EpochTotals = Readonly<Record<string, number>>;

/** @param metrics of further steps, as sums over their batches */
export function addSteps(totals: EpochTotals, metrics: Readonly<Record<string, Float32Array>>): EpochTotals {
  return mapValues(metrics, (values, name) => (coversEpoch(name) ? floatAt(values, values.length - 1) : (totals[name] ?? 0) + sum(values)));
}

/** The metrics of a whole epoch per sample. */
export function epochMetrics(totals: EpochTotals, { steps, batchSize }: { readonly steps: number; readonly batchSize: number }) {
  const means = mapValues(totals, (total, name) => total / (coversEpoch(name) ? batchSize : steps * batchSize));
  return { ...means, cost: entry(means, 'cost') };
}

function coversEpoch(name: string): boolean {
  return metricDefinition(name)?.ofSteps === 'epochSoFar';
}
