import { type DatasetDescription, knownDatasets } from './known-datasets.ts';
import type { DatasetReference } from './reference.ts';

export { type DatasetDescription, type KnownDatasetName, knownDatasetNames, knownDatasets } from './known-datasets.ts';
export {
  type DatasetFiles,
  type DatasetReference,
  datasetFilesSchema,
  datasetReferenceSchema,
  datasetRoles,
  type LabelRole,
  labelRoles,
  namedLabels,
  parseDatasetReference,
} from './reference.ts';

/** The description of a named data set; null for files, which must be read. */
export function describeDataset(reference: DatasetReference): DatasetDescription | null {
  return typeof reference === 'string' ? knownDatasets[reference] : null;
}

/** A short name: `mnist`, or the training file's name without its folder. */
export function datasetName(reference: DatasetReference): string {
  if (typeof reference === 'string') return reference;
  return reference.train.split(/[\\/]/).at(-1) || reference.train;
}
