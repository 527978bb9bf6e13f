import { type Dataset, type DatasetReference, datasetName, filesOf, loadDataset } from '@hourglass/datasets';
import type { Run, Store } from '@hourglass/db';
import { kindOf } from '@hourglass/model/config';
import type { DatasetFacts } from '@hourglass/sweeps';
import { TrainerError } from './errors.ts';

/** Loads the samples that a sweep was planned on, and compares them with the hash in its facts. @throws TrainerError DATA_CHANGED */
export async function loadPlanned({ uploads }: Store, reference: DatasetReference, planned: DatasetFacts | null): Promise<Dataset> {
  const dataset = await loadDataset(reference, { locateUpload: uploads.locate });
  if (planned !== null && planned.contentHash !== dataset.contentHash) {
    const files = Object.values(filesOf(reference) ?? { name: datasetName(reference) }).join(', ');
    throw new TrainerError(
      'DATA_CHANGED',
      `dataset: the samples in ${files} have changed since this sweep was started (${dataset.contentHash.slice(0, 12)}, and not ${planned.contentHash.slice(0, 12)}). Restore the files and retry, or start a new sweep on their current content.`,
    );
  }
  return dataset;
}

/**
 * A run whose training uses labels must be trained with the labels of its plan: with others, it would be another run. @throws TrainerError
 * DATA_CHANGED
 */
export function requirePlannedLabels({ id, parameters }: Run, { labelFacts, title }: Dataset, planned: DatasetFacts | null): void {
  if (kindOf(parameters.condition) !== 'label' || planned?.labelFacts?.hash === labelFacts?.hash) return;
  throw new TrainerError(
    'DATA_CHANGED',
    `condition: the labels of ${title} have changed since run ${id} was planned, and it is trained with them. Restore the files and retry, or start the spec again: it makes another sweep with the current labels.`,
  );
}
