import { isFinished } from '@hourglass/sweeps';
import type { RunRow } from '#wire/run-row.ts';
import type { Measure } from './measure.ts';
import type { OutlierLimit } from './outlier-limit.ts';

/** The fields of a run that the views on a whole sweep use. */
export interface RelationRun {
  readonly id: string;
  readonly label: string;
  readonly number: number | null;
  readonly configuration: number | null;
  /** All parameters, including the seed, derived parameters and the training time in seconds. */
  readonly values: Readonly<Record<string, number | string>>;
  /** What the views show; null if the run does not have it, or not a finite number. */
  readonly measured: number | null;
  /** Whether the run diverged, failed, or is no better than the mean sample: views fit the other runs, and show outliers at their edge. */
  readonly isOutlier: boolean;
  readonly hasEnded: boolean;
}

export interface RelationRunsInput {
  readonly runs: readonly RunRow[];
  readonly labels: ReadonlyMap<string, string>;
  readonly constants: Readonly<Record<string, number | string>>;
  /** The measure of a run; null where it has none. */
  readonly measured: (run: RunRow) => number | null;
  /** Runs of this cost or more are outliers, as are failed runs; if null, no run is an outlier. */
  readonly limit: Pick<OutlierLimit, 'column' | 'cost'> | null;
}

export function relationRuns({ runs, labels, constants, measured, limit }: RelationRunsInput): readonly RelationRun[] {
  return runs.map((run) => {
    const { id, number, configuration, seed, parameterCount, trainingSeconds, values, state } = run;
    const received = measured(run);
    return {
      id,
      number,
      configuration,
      label: labels.get(id) ?? id,
      values: { ...constants, ...values, seed, parameterCount, ...(trainingSeconds > 0 ? { trainingSeconds } : {}) },
      measured: received !== null && Number.isFinite(received) ? received : null,
      isOutlier: limit !== null && isOutlier(run, limit),
      hasEnded: isFinished(state),
    };
  });
}

export function isOutlier(run: RunRow, { column, cost }: Pick<OutlierLimit, 'column' | 'cost'>): boolean {
  const received = run[column];
  return run.state === 'failed' || (received !== null && !(received < cost));
}

/** Why a view of runs without any value to show is empty, as a sentence. */
export function nothingMeasured(runs: readonly RelationRun[], { title }: Pick<Measure, 'title'>): string {
  const outliers = runs.filter(({ isOutlier }) => isOutlier).length;
  if (outliers === 0) return `There is no ${title} yet.`;
  return outliers === runs.length ? 'Every run is an outlier.' : `Every run with a ${title} is an outlier.`;
}
