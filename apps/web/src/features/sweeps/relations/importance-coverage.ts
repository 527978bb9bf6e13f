import { type ImportanceInput, rankedRuns } from './prepare-importance.ts';

/** What a computation of importance reads. */
export interface Coverage {
  /** What the reader chose: axes, measure, and which runs are outliers by choice. */
  readonly choice: string;
  readonly values: ReadonlyMap<string, number>;
  /** Whether every run has ended, so that no live update follows. */
  readonly isFinal: boolean;
}

/**
 * Share of the covered runs that must have changed before the forest grows again while runs train. A search of n runs is then computed about
 * log(n) / log(1 + share) times, over about n / share runs in total, instead of n times over n² / 2.
 */
const renewedShare = 0.1;

export function coverageOf({ runs, axes }: ImportanceInput, choice: string): Coverage {
  return {
    choice: JSON.stringify([choice, axes.map(({ key }) => key)]),
    values: new Map(rankedRuns(runs).map(({ id, measured }) => [id, measured])),
    isFinal: runs.every(({ hasEnded }) => hasEnded),
  };
}

/** Number of runs that one coverage has and the other has not, or has with another value. */
export function countChanged(covered: Coverage, current: Coverage): number {
  const shared = [...current.values].filter(([id]) => covered.values.has(id));
  const revalued = shared.filter(([id, value]) => covered.values.get(id) !== value).length;
  return covered.values.size + current.values.size - 2 * shared.length + revalued;
}

/** Whether to compute again: after another choice, after enough live changes, and after the last run. */
export function isDue(covered: Coverage | null, current: Coverage): boolean {
  if (covered === null || covered.choice !== current.choice) return true;
  const changed = countChanged(covered, current);
  return changed > 0 && (current.isFinal || changed >= renewedShare * covered.values.size);
}
