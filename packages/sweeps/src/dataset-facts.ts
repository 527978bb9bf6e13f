import { type DatasetReference, describeDataset } from '@hourglass/datasets/catalog';
import { type DataShape, dataKinds, dataShapeOf } from '@hourglass/datasets/data-kind';
import { z } from 'zod';

/** What planning must know of the data: kept with a sweep, so that it can be cloned and widened where its files are not read. */
export const datasetFactsSchema = z.strictObject({
  title: z.string(),
  /** Of all samples, see `contentHash` in packages/datasets. */
  contentHash: z.string(),
  /** Values in one sample. */
  sampleSize: z.int().min(1),
  /** Of one sample, for example `[28, 28]`; missing where a sweep was stored before that was kept. */
  sampleShape: z.array(z.int().min(1)).readonly().optional(),
  /** What a sample is; missing where a sweep was stored before that was kept, and then told by the shape. */
  kind: z.enum(dataKinds).optional(),
  trainCount: z.int().min(1),
});
export type DatasetFacts = Readonly<z.output<typeof datasetFactsSchema>>;

/** Of a known data set; null where only its files can tell. */
export function knownFacts(reference: DatasetReference): DatasetFacts | null {
  const known = describeDataset(reference);
  if (known === null) return null;
  const { title, contentHash, sampleSize, sampleShape, kind, trainCount } = known;
  return { title, contentHash, sampleSize, sampleShape, kind, trainCount };
}

/**
 * The kind and shape of one sample; a vector of its values where neither is kept.
 *
 * @throws RangeError where the kept kind is not that of the kept shape
 */
export function dataOf({ kind, sampleShape, sampleSize }: Pick<DatasetFacts, 'kind' | 'sampleShape' | 'sampleSize'>): DataShape {
  const data = dataShapeOf(sampleShape ?? [sampleSize]);
  if (kind !== undefined && kind !== data.kind) {
    throw new RangeError(`The data are kept as ${kind}, but the shape [${data.sampleShape.join(', ')}] is that of ${data.kind}.`);
  }
  return data;
}

/** The shape of one sample. */
export function sampleShapeOf(facts: Pick<DatasetFacts, 'kind' | 'sampleShape' | 'sampleSize'>): readonly number[] {
  return dataOf(facts).sampleShape;
}
