import type { Run } from '@hourglass/db';
import { isDefaultRanking, type Ranking } from '@hourglass/model/metrics';

/** Fields that change during training, or with annotations. Live updates refetch them. */
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
    | 'bestValue'
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
    Pick<Run, 'number' | 'configuration' | 'name' | 'seed' | 'values' | 'parameterCount' | 'totalSteps' | 'createdAt'> {
  /** The metric that ranks its epochs; null for the validation cost. */
  readonly ranking: Ranking | null;
}

export function toRunStatus(run: Run): RunStatus {
  const { id, sweep, kind, state, wanted, attempt, exitReason, step, startedAt, endedAt } = run;
  const {
    lastValidationCost,
    bestValue,
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
      bestValue,
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
  const ranking = isDefaultRanking(run.ranking) ? null : run.ranking;
  return { ...toRunStatus(run), number, configuration, name, seed, values, parameterCount, totalSteps, createdAt, ranking };
}
