import { baselineLabel } from '@hourglass/presentation';
import type { RunRow } from '#wire/run-row.ts';
import type { Reference } from './chart-plan.ts';

/** Baselines as horizontal lines at their cost. */
export function referencesOf(baselines: readonly RunRow[], cost: 'lastValidationCost' | 'lastTrainCost'): readonly Reference[] {
  return baselines.flatMap((baseline) => {
    const y = baseline[cost];
    return y === null ? [] : [{ label: baselineLabel(baseline.values), y, isTarget: baseline.values.baseline === 'pca' }];
  });
}
