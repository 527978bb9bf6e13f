import type { Epoch } from '@hourglass/db';
import type { MetricPart } from '@hourglass/sweeps/metrics';

/** Metrics of an epoch, by part and name. JSON has no NaN, so null stands for a non-finite number. */
type EpochRowMetrics = Readonly<Partial<Record<MetricPart, Readonly<Record<string, number | null>>>>>;

export interface EpochRow extends Omit<Epoch, 'metrics'> {
  readonly metrics: EpochRowMetrics;
}

export function toEpochRow({ metrics, ...epoch }: Epoch): EpochRow {
  const finite = (values: Readonly<Record<string, number>>) =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, Number.isFinite(value) ? value : null]));
  return { ...epoch, metrics: Object.fromEntries(Object.entries(metrics).map(([part, values]) => [part, finite(values)])) };
}
