import { isDefaultRanking, type Ranking } from '@hourglass/model/metrics';
import { isFinished } from '@hourglass/sweeps';
import type { RunRow } from '#wire/run-row.ts';

export const costs = ['best', 'bestTest', 'validation', 'test'] as const;
export type Cost = (typeof costs)[number];

/** Titles of the costs that the views can show. All costs are per sample. */
export const costTitles = (ranking: Ranking): Readonly<Record<Cost, string>> => ({
  best: isDefaultRanking(ranking) ? 'best validation cost' : 'validation cost at the best epoch',
  bestTest: 'test cost at the best epoch',
  validation: 'last validation cost',
  test: 'last test cost',
});

const fields = {
  best: 'bestValidationCost',
  bestTest: 'bestTestCost',
  validation: 'lastValidationCost',
  test: 'lastTestCost',
} as const;

/** The fields of a run that the views on a whole sweep use. */
export interface RelationRun {
  readonly id: string;
  readonly label: string;
  readonly number: number | null;
  readonly configuration: number | null;
  /** All parameters, including the seed, derived parameters and the training time in seconds. */
  readonly values: Readonly<Record<string, number | string>>;
  /** Null if the run has no cost or a non-finite one. */
  readonly cost: number | null;
  /** Whether the run diverged, failed, or is no better than the mean sample: views fit the other runs, and show outliers at their edge. */
  readonly isOutlier: boolean;
  readonly hasEnded: boolean;
}

export interface RelationRunsInput {
  readonly runs: readonly RunRow[];
  readonly labels: ReadonlyMap<string, string>;
  readonly constants: Readonly<Record<string, number | string>>;
  readonly cost: Cost;
  /** Runs of this cost or more are outliers, as are failed runs; if null, no run is an outlier. */
  readonly limit: number | null;
}

export function relationRuns({ runs, labels, constants, cost, limit }: RelationRunsInput): readonly RelationRun[] {
  return runs.map((run) => {
    const { id, number, configuration, seed, parameterCount, trainingSeconds, values, state } = run;
    const received = costOf(run, cost);
    return {
      id,
      number,
      configuration,
      label: labels.get(id) ?? id,
      values: { ...constants, ...values, seed, parameterCount, ...(trainingSeconds > 0 ? { trainingSeconds } : {}) },
      cost: received !== null && Number.isFinite(received) ? received : null,
      isOutlier: limit !== null && (state === 'failed' || (received !== null && !(received < limit))),
      hasEnded: isFinished(state),
    };
  });
}

export function costOf(run: Pick<RunRow, (typeof fields)[Cost]>, cost: Cost): number | null {
  return run[fields[cost]];
}

/** Why a view of runs without any cost to rank is empty, as a sentence. */
export function noCost(runs: readonly RelationRun[]): string {
  const outliers = runs.filter(({ isOutlier }) => isOutlier).length;
  if (outliers === 0) return 'No run has a cost yet.';
  return outliers === runs.length ? 'Every run is an outlier.' : 'Every run with a cost is an outlier.';
}
