import type { Epoch } from '@hourglass/db';
import type { MetricPart } from '@hourglass/sweeps/metrics';

/** The numbers of an epoch, by part and name, as they cross to the browser: JSON has no NaN, so one that was not finite is null. */
type EpochRowMetrics = Readonly<Partial<Record<MetricPart, Readonly<Record<string, number | null>>>>>;

export interface EpochRow extends Omit<Epoch, 'metrics'> {
  readonly metrics: EpochRowMetrics;
}

export function toEpochRow({ metrics, ...epoch }: Epoch): EpochRow {
  const finite = (values: Readonly<Record<string, number>>) =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, Number.isFinite(value) ? value : null]));
  return { ...epoch, metrics: Object.fromEntries(Object.entries(metrics).map(([part, values]) => [part, finite(values)])) };
}
