import type { MetricKey } from './metric.ts';

/** The epochs of a run that have a name. `best` is the best by the ranking of its sweep, `last` the last one recorded. */
export const namedEpochs = ['best', 'last'] as const;
export type NamedEpoch = (typeof namedEpochs)[number];

/** Which values of a metric are better. */
export const rankingDirections = ['minimise', 'maximise'] as const;

/**
 * The metric by which the epochs of a run, and the runs of a sweep, are ranked. This is the only definition of "best": the checkpoint kept as the
 * best, a run's `bestEpoch` and its `best.…` summaries, and the best run of a sweep are those of the epoch whose value of this metric is best, the
 * earliest of equal ones.
 */
export interface Ranking extends MetricKey {
  readonly direction: (typeof rankingDirections)[number];
}

/** The ranking of sweeps that name none, and of baselines. */
export const defaultRanking = { direction: 'minimise', part: 'validation', name: 'cost' } as const satisfies Ranking;

export function isDefaultRanking({ direction, part, name }: Ranking): boolean {
  return direction === defaultRanking.direction && part === defaultRanking.part && name === defaultRanking.name;
}

/** A number that is lower where the metric's value is better. */
export function rankOf(value: number, { direction }: Pick<Ranking, 'direction'>): number {
  return direction === 'maximise' ? -value : value;
}

/** Whether an epoch with this value of the ranking's metric is better than the best before it. A value that is not finite never is. */
export function isBetterEpoch(value: number | null, best: number | null, ranking: Pick<Ranking, 'direction'>): boolean {
  if (value === null || !Number.isFinite(value)) return false;
  return best === null || rankOf(value, ranking) < rankOf(best, ranking);
}
