import {
  type DatasetDescription,
  type DatasetOptions,
  type DatasetReference,
  datasetOptionsSchema,
  describeDataset,
  divisorOf,
  givenOptions,
  knownDatasets,
  type LabelRole,
  labelRoles,
  namedLabels,
  optionsOf,
  type ScaleKind,
  shapeWithOptions,
  splitOf,
  type ValueType,
  valueTypes,
} from '@hourglass/datasets/catalog';
import { type DataShape, dataKinds, dataShapeOf } from '@hourglass/datasets/data-kind';
import { z } from 'zod';

export { type DataKind, dataKinds } from '@hourglass/datasets/data-kind';

/** See `ValueFacts` in packages/datasets. */
const valueFactsSchema = z.strictObject({
  low: z.number(),
  high: z.number(),
  centredLow: z.number(),
  centredHigh: z.number(),
  identical: z.boolean(),
  /** Missing where facts were stored before this field existed. */
  whole: z.boolean().optional(),
});

/** See `LabelFacts` in packages/datasets. */
const labelFactsSchema = z.strictObject({
  classes: z.int().min(1).max(256),
  names: z.array(z.string()).readonly().nullable(),
  hash: z.string(),
});

/** Facts about the data that planning needs. Stored with a sweep, so that it can be cloned and widened without reading the files. */
export const datasetFactsSchema = z.strictObject({
  title: z.string(),
  /** Hash of all samples, see `contentHash` in packages/datasets. */
  contentHash: z.string(),
  /** Values in one sample. */
  sampleSize: z.int().min(1),
  /** Shape of one sample, for example `[28, 28]`. Missing in sweeps that were stored before this field existed. */
  sampleShape: z.array(z.int().min(1)).readonly().optional(),
  /** Missing in sweeps that were stored before this field existed; then the shape determines it. */
  kind: z.enum(dataKinds).optional(),
  trainCount: z.int().min(1),
  /** Missing in sweeps that were stored before this field existed. */
  validationCount: z.int().min(0).optional(),
  /** Missing in sweeps that were stored before this field existed. */
  testCount: z.int().min(1).optional(),
  /** The labels that its files hold. Missing in sweeps that were stored before this field existed; then `labelsOf` reads them from the reference. */
  labels: z.array(z.enum(labelRoles)).readonly().optional(),
  /** Facts about the labels; missing if a sample has none, and in sweeps that were stored before this field existed. */
  labelFacts: labelFactsSchema.optional(),
  /** Options that are not at their default; missing where there are none. */
  options: datasetOptionsSchema.transform(givenOptions).optional(),
  /** Facts about the training values. Missing in sweeps that were stored before this field existed. */
  values: valueFactsSchema.optional(),
  /** Type of the values in the files. Missing in sweeps that were stored before this field existed. */
  valueType: z.enum(valueTypes).optional(),
});
export type DatasetFacts = Readonly<z.output<typeof datasetFactsSchema>>;

/** A data set that was read. */
type ReadDataset = Pick<Required<DatasetFacts>, 'title' | 'contentHash' | 'sampleShape' | 'kind' | 'labels' | 'valueType'> & {
  readonly options: DatasetOptions;
  readonly labelFacts: NonNullable<DatasetFacts['labelFacts']> | null;
  readonly train: { readonly size: number; readonly count: number };
  readonly validation: { readonly count: number };
  readonly test: { readonly count: number };
};

/** @param values of its training samples */
export function factsOfDataset(dataset: ReadDataset, values: NonNullable<DatasetFacts['values']>): DatasetFacts {
  const { title, contentHash, sampleShape, kind, labels, labelFacts, options, valueType, train, validation, test } = dataset;
  return {
    title,
    contentHash,
    sampleSize: train.size,
    sampleShape,
    kind,
    trainCount: train.count,
    validationCount: validation.count,
    testCount: test.count,
    labels,
    values,
    valueType,
    ...(labelFacts === null ? {} : { labelFacts }),
    ...(Object.keys(options).length === 0 ? {} : { options }),
  };
}

/** The labels of a data set, which are part of its sweeps' fingerprints. */
export function labelsOf({ labels }: Pick<DatasetFacts, 'labels'>, reference: DatasetReference): readonly LabelRole[] {
  return labels ?? namedLabels(reference);
}

/** Whether samples are held out for validation. Facts are null for sweeps that were stored without them. */
export function hasValidation(facts: Pick<DatasetFacts, 'options'> | null): boolean {
  return facts?.options?.validation !== 0;
}

/** Samples held out for validation. Sweeps that were stored without their number held out a tenth unless an option says otherwise. */
export function validationCountOf({ validationCount, options, trainCount }: DatasetFacts): number {
  return validationCount ?? options?.validation ?? Math.ceil(trainCount / 9);
}

/** The type of the values in its files; null where a sweep was stored without it and its data set is not a known one. */
export function valueTypeOf({ valueType, contentHash }: Pick<DatasetFacts, 'valueType' | 'contentHash'>): ValueType | null {
  return valueType ?? Object.values(knownDatasets).find((known) => known.contentHash === contentHash)?.valueType ?? null;
}

/** The facts of a named data set with its options; null for files, which must be read. */
export function knownFacts(reference: DatasetReference): DatasetFacts | null {
  const known = describeDataset(reference);
  if (known === null) return null;
  const { title, contentHash, sampleSize, values, valueType, labelFacts } = known;
  const options = optionsOf(reference);
  const split = splitOf({ count: known.trainCount + known.validationCount, hasTestFile: true, name: title }, options);
  const data = shapeWithOptions(known, options);
  if ('problem' in split || 'problem' in data) throw new RangeError('the options of a known data set are checked when they are parsed');
  return {
    title,
    contentHash,
    sampleSize,
    sampleShape: data.sampleShape,
    kind: data.kind,
    valueType,
    trainCount: split.train.to - split.train.from,
    validationCount: split.validation.to - split.validation.from,
    testCount: known.testCount,
    labelFacts,
    ...(Object.keys(options).length === 0 ? {} : { options }),
    ...(data.kind === 'vector' ? {} : { values: rescaled(values, divisorOf(valueType, 'auto'), options.scale) }),
  };
}

/** The values under one scale for all of them. A limit moves mean and deviation a little, which no note depends on. */
function rescaled(
  { low, high, centredLow, centredHigh, mean, deviation }: DatasetDescription['values'],
  divisor: number,
  scale: ScaleKind | undefined,
): NonNullable<DatasetFacts['values']> {
  const scales = { auto: [0, 1], none: [0, 1 / divisor], unit: [low, high - low], standard: [mean, deviation] } as const;
  const [offset, factor] = scales[scale ?? 'auto'];
  return {
    low: (low - offset) / factor,
    high: (high - offset) / factor,
    centredLow: centredLow / factor,
    centredHigh: centredHigh / factor,
    identical: false,
  };
}

/**
 * The kind and shape of one sample; a vector if no shape is stored.
 *
 * @throws RangeError if the stored kind contradicts the stored shape
 */
export function dataOf({ kind, sampleShape, sampleSize }: Pick<DatasetFacts, 'kind' | 'sampleShape' | 'sampleSize'>): DataShape {
  return dataShapeOf({ kind, sampleShape: sampleShape ?? [sampleSize] });
}

/** The shape of one sample. */
export function sampleShapeOf(facts: Pick<DatasetFacts, 'kind' | 'sampleShape' | 'sampleSize'>): readonly number[] {
  return dataOf(facts).sampleShape;
}
