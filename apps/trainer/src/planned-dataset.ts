import { type Dataset, type DatasetReference, datasetName, filesOf, loadDataset } from '@hourglass/datasets';
import type { Store } from '@hourglass/db';
import type { DatasetFacts } from '@hourglass/sweeps';
import { TrainerError } from './errors.ts';

/** The samples that a sweep of the store was planned on: its runs carry their hash. @throws TrainerError DATA_CHANGED */
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
