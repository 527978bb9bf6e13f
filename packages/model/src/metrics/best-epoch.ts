import type { MetricKey } from './metric.ts';

/** The epochs of a run that have a name. `best` is the best by `bestBy`, `last` the last one recorded. */
export const namedEpochs = ['best', 'last'] as const;
export type NamedEpoch = (typeof namedEpochs)[number];

/**
 * The metric that decides which epoch of a run is its best. This is the only definition of "best": the checkpoint kept as the best, a run's
 * `bestEpoch` and its `best.…` summaries, and the best run of a sweep are those of the epoch with the lowest value, the earliest of equal ones.
 */
export const bestBy = { part: 'validation', name: 'cost' } as const satisfies MetricKey;

/** Whether an epoch with this value of `bestBy` is better than the best before it. A value that is not finite never is. */
export function isBetterEpoch(value: number | null, best: number | null): boolean {
  if (value === null || !Number.isFinite(value)) return false;
  return best === null || value < best;
}
