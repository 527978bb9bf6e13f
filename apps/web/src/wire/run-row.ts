import type { Run } from '@hourglass/db';

/** Fields that change during training. Live updates refetch them. */
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
    | 'bestTestCost'
    | 'bestEpoch'
    | 'lastTestCost'
    | 'lastTrainCost'
    | 'trainingSeconds'
    | 'lastReconstructionEpoch'
  > {}

/** The fields of a run that tables and charts need. */
export interface RunRow extends RunStatus, Pick<Run, 'name' | 'seed' | 'values' | 'parameterCount' | 'totalSteps' | 'createdAt'> {
  /** Index among the sweep's runs, from 0, not counting baselines; it determines the run's colour. Null for a baseline. */
  readonly index: number | null;
}

export function toRunStatus(run: Run): RunStatus {
  const { id, sweep, kind, state, wanted, attempt, exitReason, step, startedAt, endedAt } = run;
  const {
    lastValidationCost,
    bestValidationCost,
    bestTestCost,
    bestEpoch,
    lastTestCost,
    lastTrainCost,
    trainingSeconds,
    lastReconstructionEpoch,
  } = run;
  return {
    ...{ id, sweep, kind, state, wanted, attempt, exitReason, step, startedAt, endedAt },
    ...{
      lastValidationCost,
      bestValidationCost,
      bestTestCost,
      bestEpoch,
      lastTestCost,
      lastTrainCost,
      trainingSeconds,
      lastReconstructionEpoch,
    },
  };
}

export function toRunRow(run: Run, index: number | null): RunRow {
  const { name, seed, values, parameterCount, totalSteps, createdAt } = run;
  return { ...toRunStatus(run), name, seed, values, parameterCount, totalSteps, createdAt, index };
}

/** Converts runs to rows in the given order. The index counts only runs that are not baselines. */
export function toRunRows(runs: readonly Run[]): readonly RunRow[] {
  let index = 0;
  return runs.map((run) => toRunRow(run, run.kind === 'baseline' ? null : index++));
}
