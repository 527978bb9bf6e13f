import { baselineLabel, shortRunLabel } from '@hourglass/presentation';
import type { RunRow } from '#wire/run-row.ts';
import type { Reference } from './chart-plan.ts';

/** Baselines as horizontal lines at their cost. */
export function referencesOf(baselines: readonly RunRow[], cost: 'lastValidationCost' | 'lastTrainCost'): readonly Reference[] {
  return baselines.flatMap((baseline) => {
    const y = baseline[cost];
    return y === null ? [] : [{ label: baselineLabel(baseline.values), y, isTarget: baseline.values.baseline === 'pca' }];
  });
}

/** A run that others are compared with, as a line at the validation cost of its best epoch; PCA is among the baselines. */
export function bestOfReference(reference: RunRow | null): readonly Reference[] {
  if (reference === null || reference.kind === 'baseline' || reference.bestValidationCost === null) return [];
  return [{ label: `${shortRunLabel(reference)}, best`, y: reference.bestValidationCost, isTarget: true }];
}
