import type { Run } from '@hourglass/db';

/** Fields that change during training, or with what people add. Live updates refetch them. */
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
    | 'tags'
    | 'archivedAt'
  > {}

/** The fields of a run that tables and charts need. */
export interface RunRow
  extends RunStatus,
    Pick<Run, 'number' | 'configuration' | 'name' | 'seed' | 'values' | 'parameterCount' | 'totalSteps' | 'createdAt'> {}

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
    tags,
    archivedAt,
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
      tags,
      archivedAt,
    },
  };
}

export function toRunRow(run: Run): RunRow {
  const { number, configuration, name, seed, values, parameterCount, totalSteps, createdAt } = run;
  return { ...toRunStatus(run), number, configuration, name, seed, values, parameterCount, totalSteps, createdAt };
}
