import type { Run } from '@hourglass/db';

/** What changes while a run is trained: this is asked for again after a live update. */
export interface RunStatus
  extends Pick<
    Run,
    | 'id'
    | 'sweep'
    | 'kind'
    | 'state'
    | 'wanted'
    | 'attempt'
    | 'exitReason'
    | 'step'
    | 'startedAt'
    | 'endedAt'
    | 'lastValidationCost'
    | 'bestValidationCost'
    | 'lastTestCost'
    | 'lastTrainCost'
    | 'trainingSeconds'
    | 'lastReconstructionEpoch'
  > {}

/** A run as tables and charts need it. */
export interface RunRow extends RunStatus, Pick<Run, 'name' | 'seed' | 'values' | 'parameterCount' | 'totalSteps' | 'createdAt'> {
  /** Place among its sweep's runs, from 0, baselines left out: it gives the run its colour. Null for a baseline. */
  readonly index: number | null;
}

export function toRunStatus(run: Run): RunStatus {
  const { id, sweep, kind, state, wanted, attempt, exitReason, step, startedAt, endedAt } = run;
  const { lastValidationCost, bestValidationCost, lastTestCost, lastTrainCost, trainingSeconds, lastReconstructionEpoch } = run;
  return {
    ...{ id, sweep, kind, state, wanted, attempt, exitReason, step, startedAt, endedAt },
    ...{ lastValidationCost, bestValidationCost, lastTestCost, lastTrainCost, trainingSeconds, lastReconstructionEpoch },
  };
}

export function toRunRow(run: Run, index: number | null): RunRow {
  const { name, seed, values, parameterCount, totalSteps, createdAt } = run;
  return { ...toRunStatus(run), name, seed, values, parameterCount, totalSteps, createdAt, index };
}

/** Rows in the order given; the index counts the runs that are no baselines. */
export function toRunRows(runs: readonly Run[]): readonly RunRow[] {
  let index = 0;
  return runs.map((run) => toRunRow(run, run.kind === 'baseline' ? null : index++));
}
