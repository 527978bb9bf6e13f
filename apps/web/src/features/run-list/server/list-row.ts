import type { FoundRun } from '@hourglass/db';
import { datasetLabel, shortRunLabel } from '@hourglass/presentation';
import { type FieldIndex, type FilterField, type OwnFieldName, ownFieldName } from '@hourglass/sweeps/filter';

type CellValue = number | string | null;

/** The fields that every row needs. */
function rowFieldsOf(run: FoundRun) {
  return {
    ...{ dataset: run.dataset, datasetMark: run.datasetMark },
    ...{ id: run.id, sweep: run.sweep, sweepName: run.sweepName, kind: run.kind, name: run.name },
    ...{ number: run.number, configuration: run.configuration, state: run.state, wanted: run.wanted },
    ...{ step: run.step, totalSteps: run.totalSteps, attempt: run.attempt },
    ...{ lastReconstructionEpoch: run.lastReconstructionEpoch, tags: run.tags, notes: run.notes },
    ...{ hasValidation: run.hasValidation, hasBest: run.hasBest },
  };
}

/** A run in the list, with the values of the requested columns in their order. */
export interface ListRow extends Readonly<ReturnType<typeof rowFieldsOf>> {
  /** `#3`, `PCA 8`, or the name that the user gave the run. */
  readonly label: string;
  readonly isArchived: boolean;
  readonly cells: readonly CellValue[];
}

const ownValues: Readonly<Record<Exclude<OwnFieldName, 'sweep.tags'>, (run: FoundRun) => CellValue>> = {
  state: (run) => run.state,
  wanted: (run) => run.wanted,
  kind: (run) => run.kind,
  sweep: (run) => run.sweepName,
  'sweep.id': (run) => run.sweep,
  dataset: datasetLabel,
  'dataset.hash': (run) => run.datasetMark,
  id: (run) => run.id,
  number: (run) => run.number,
  name: (run) => run.name,
  notes: (run) => run.notes,
  tags: (run) => run.tags.join(', '),
  archived: (run) => (run.archivedAt === null ? 'no' : 'yes'),
  seed: (run) => run.seed,
  lastValidationCost: (run) => run.lastValidationCost,
  bestValidationCost: (run) => run.bestValidationCost,
  bestTestCost: (run) => run.bestTestCost,
  bestEpoch: (run) => run.bestEpoch,
  lastTestCost: (run) => run.lastTestCost,
  lastTrainCost: (run) => run.lastTrainCost,
  trainingSeconds: (run) => (run.trainingSeconds === 0 ? null : run.trainingSeconds),
  step: (run) => run.step,
  totalSteps: (run) => run.totalSteps,
  attempt: (run) => run.attempt,
  createdAt: (run) => run.createdAt,
  startedAt: (run) => run.startedAt,
  endedAt: (run) => run.endedAt,
};

/** @param columns field names; an unknown name has no value in any run */
export function toListRow(run: FoundRun, columns: readonly string[], fields: FieldIndex): ListRow {
  return {
    ...rowFieldsOf(run),
    label: shortRunLabel(run),
    isArchived: run.archivedAt !== null,
    cells: columns.map((column) => {
      const field = fields.get(column);
      return field === undefined ? null : cellOf(run, field);
    }),
  };
}

function cellOf(run: FoundRun, field: FilterField): CellValue {
  const own = ownFieldName(field);
  if (own === null) return run.values[field.value ?? field.name] ?? (field.value === 'parameterCount' ? run.parameterCount : null);
  return own === 'sweep.tags' ? null : ownValues[own](run);
}
