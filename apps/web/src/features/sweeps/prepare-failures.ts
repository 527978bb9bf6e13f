import type { RunRow } from '#wire/run-row.ts';

export interface Failure {
  /** A sentence. */
  readonly reason: string;
  /** Runs and baselines that failed with it. */
  readonly count: number;
}

const mostReasons = 3;

/** Why runs of a sweep failed, the most frequent reasons first: runs that fail together, for example because their data are gone, share one. */
export function prepareFailures(runs: readonly Pick<RunRow, 'state' | 'exitReason'>[]): readonly Failure[] {
  const counts = new Map<string, number>();
  for (const { state, exitReason } of runs) {
    if (state === 'failed' && exitReason !== null) counts.set(exitReason, (counts.get(exitReason) ?? 0) + 1);
  }
  return [...counts]
    .map(([reason, count]) => ({ reason, count }))
    .sort((a, b) => b.count - a.count)
    .slice(0, mostReasons);
}
