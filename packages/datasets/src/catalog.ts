import { type DatasetDescription, knownDatasets } from './known-datasets.ts';
import { type DatasetReference, knownNameOf } from './reference.ts';

export { type DatasetDescription, type KnownDatasetName, knownDatasetNames, knownDatasets } from './known-datasets.ts';
export { maxProbes } from './max-probes.ts';
export {
  type DatasetOption,
  type DatasetOptions,
  datasetOptionNames,
  datasetOptionsSchema,
  givenOptions,
  isFitted,
  pictureOptionNames,
  type ScaleKind,
  sampleOptions,
  scaleKinds,
  scaleOf,
  trainingOptions,
} from './options.ts';
export { datasetReferenceSchema, parseDatasetReference } from './parse-reference.ts';
export {
  type DatasetFiles,
  type DatasetReference,
  datasetRoles,
  filesOf,
  knownNameOf,
  type LabelRole,
  labelRoles,
  namedLabels,
  optionsOf,
  uploadsOf,
} from './reference.ts';
export { divisorOf, type ValueType, valueTypes } from './scaling.ts';
export { shapeWithOptions } from './shape-with-options.ts';
export { splitOf } from './split.ts';
export { isUploadText, type LocateUpload, type UploadedFile, uploadedFile, uploadReference } from './upload-reference.ts';

/** The description of a named data set, without its options; null for files, which must be read. */
export function describeDataset(reference: DatasetReference): DatasetDescription | null {
  const name = knownNameOf(reference);
  return name === null ? null : knownDatasets[name];
}

/** A short name: `mnist`, or the training file's name without its folder. */
export function datasetName(reference: DatasetReference): string {
  if (typeof reference === 'string') return reference;
  if ('name' in reference) return reference.name;
  return reference.train.split(/[\\/]/).at(-1) || reference.train;
}
