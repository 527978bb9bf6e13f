import { type DatasetReference, describeDataset, type LabelRole, labelRoles, namedLabels } from '@hourglass/datasets/catalog';
import { type DataShape, dataKinds, dataShapeOf } from '@hourglass/datasets/data-kind';
import { z } from 'zod';

/** Facts about the data that planning needs. Stored with a sweep, so that it can be cloned and widened without reading the files. */
export const datasetFactsSchema = z.strictObject({
  title: z.string(),
  /** Of all samples, see `contentHash` in packages/datasets. */
  contentHash: z.string(),
  /** Values in one sample. */
  sampleSize: z.int().min(1),
  /** Of one sample, for example `[28, 28]`. Missing in sweeps that were stored before this field existed. */
  sampleShape: z.array(z.int().min(1)).readonly().optional(),
  /** Missing in sweeps that were stored before this field existed; then the shape determines it. */
  kind: z.enum(dataKinds).optional(),
  trainCount: z.int().min(1),
  /** The labels that its files hold. Missing in sweeps that were stored before this field existed; then the reference tells (`labelsOf`). */
  labels: z.array(z.enum(labelRoles)).readonly().optional(),
});
export type DatasetFacts = Readonly<z.output<typeof datasetFactsSchema>>;

/** A data set that was read. */
type ReadDataset = Pick<Required<DatasetFacts>, 'title' | 'contentHash' | 'sampleShape' | 'kind' | 'labels'> & {
  readonly train: { readonly size: number; readonly count: number };
};

export function factsOfDataset({ title, contentHash, sampleShape, kind, labels, train }: ReadDataset): DatasetFacts {
  return { title, contentHash, sampleSize: train.size, sampleShape, kind, trainCount: train.count, labels };
}

/** The labels of a data set, which are part of its sweeps' fingerprints. */
export function labelsOf({ labels }: Pick<DatasetFacts, 'labels'>, reference: DatasetReference): readonly LabelRole[] {
  return labels ?? namedLabels(reference);
}

/** The facts of a named data set; null for files, which must be read. */
export function knownFacts(reference: DatasetReference): DatasetFacts | null {
  const known = describeDataset(reference);
  if (known === null) return null;
  const { title, contentHash, sampleSize, sampleShape, kind, trainCount } = known;
  return { title, contentHash, sampleSize, sampleShape, kind, trainCount };
}

/**
 * The kind and shape of one sample; a vector if no shape is stored.
 *
 * @throws RangeError if the stored kind contradicts the stored shape
 */
export function dataOf({ kind, sampleShape, sampleSize }: Pick<DatasetFacts, 'kind' | 'sampleShape' | 'sampleSize'>): DataShape {
  const data = dataShapeOf(sampleShape ?? [sampleSize]);
  if (kind !== undefined && kind !== data.kind) {
    throw new RangeError(`The stored kind of data is ${kind}, but the shape [${data.sampleShape.join(', ')}] is of kind ${data.kind}.`);
  }
  return data;
}

/** The shape of one sample. */
export function sampleShapeOf(facts: Pick<DatasetFacts, 'kind' | 'sampleShape' | 'sampleSize'>): readonly number[] {
  return dataOf(facts).sampleShape;
}
