import type { RunRow } from '#wire/run-row.ts';

export const costs = ['best', 'bestTest', 'validation', 'test'] as const;
export type Cost = (typeof costs)[number];

/** Titles of the costs that the views can show. All costs are per sample. */
export const costTitles: Readonly<Record<Cost, string>> = {
  best: 'best validation cost',
  bestTest: 'test cost at the best epoch',
  validation: 'last validation cost',
  test: 'last test cost',
};

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
  readonly index: number | null;
  /** All parameters, including the seed, derived parameters and the training time in seconds. */
  readonly values: Readonly<Record<string, number | string>>;
  /** Null if the run has no cost or a non-finite one. */
  readonly cost: number | null;
}

export interface RelationRunsInput {
  readonly runs: readonly RunRow[];
  readonly labels: ReadonlyMap<string, string>;
  readonly constants: Readonly<Record<string, number | string>>;
  readonly cost: Cost;
}

export function relationRuns({ runs, labels, constants, cost }: RelationRunsInput): readonly RelationRun[] {
  return runs.map((run) => {
    const { id, index, seed, parameterCount, trainingSeconds, values } = run;
    const received = run[fields[cost]];
    return {
      id,
      index,
      label: labels.get(id) ?? id,
      values: { ...constants, ...values, seed, parameterCount, ...(trainingSeconds > 0 ? { trainingSeconds } : {}) },
      cost: received !== null && Number.isFinite(received) ? received : null,
    };
  });
}
