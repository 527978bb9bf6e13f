import type { RunRecord } from '../support/records.ts';
import type { Bound } from './programs.ts';

/** Test cost per image of exact PCA on the same 55,000 images, and of the mean image alone. */
export const exactBaselines: Readonly<Record<string, number>> = {
  'pca 16': 21.055,
  'pca 32': 13.192,
  'mean 0': 52.893,
};

export interface ComparedEpoch extends Bound {
  readonly measured: number;
  readonly difference: number;
  readonly within: boolean;
}

export function compare(runs: readonly RunRecord[], bounds: readonly Bound[]): readonly ComparedEpoch[] {
  return bounds.map((bound) => {
    const values = runs.map((run) => testMetric(run, bound));
    const measured = values.reduce((sum, value) => sum + value, 0) / values.length;
    const difference = measured / bound.reference - 1;
    const isFar = difference > bound.tolerance || (bound.isLimit !== true && difference < -bound.tolerance);
    return { ...bound, measured, difference, within: !isFar };
  });
}

/** @throws RangeError if the run has no such epoch, or the epoch no such metric */
export function testMetric({ epochs }: RunRecord, { epoch, metric }: Pick<Bound, 'epoch' | 'metric'>): number {
  const value = epochs[epoch - 1]?.metrics.test?.[metric];
  if (value === undefined || value === null) throw new RangeError(`The run has no test ${metric} of epoch ${epoch}, which is compared.`);
  return value;
}

export function allWithin(rows: readonly ComparedEpoch[]): boolean {
  return rows.every(({ within }) => within);
}
