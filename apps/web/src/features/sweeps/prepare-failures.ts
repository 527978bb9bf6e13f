import type { RunRow } from '#wire/run-row.ts';

export interface Failure {
  /** A sentence: that of the first run. */
  readonly reason: string;
  /** Whether the sentences of the other runs have other numbers. */
  readonly isExample: boolean;
  /** Runs and baselines that failed with it. */
  readonly count: number;
}

const mostReasons = 3;

/**
 * Why runs of a sweep failed, the most frequent reasons first: runs that fail together, for example because their data are gone, share one. Sentences
 * that differ only in their numbers, as in the step at which a cost became infinite, are one reason.
 */
export function prepareFailures(runs: readonly Pick<RunRow, 'state' | 'exitReason'>[]): readonly Failure[] {
  const reasons = runs.flatMap(({ state, exitReason }) => (state === 'failed' && exitReason !== null ? [exitReason] : []));
  return [...Map.groupBy(reasons, withoutNumbers).values()]
    .flatMap((own) => own.slice(0, 1).map((reason) => ({ reason, count: own.length, isExample: own.some((other) => other !== reason) })))
    .sort((a, b) => b.count - a.count)
    .slice(0, mostReasons);
}

/** Numbers that stand alone; digits in names, as in `a1.npy`, stay. */
function withoutNumbers(reason: string): string {
  return reason.replaceAll(/(?<![\w./-])[-−]?\d+(?:[.,]\d+)*(?:e[-+−]?\d+)?(?![\w/-])/gi, '#');
}
