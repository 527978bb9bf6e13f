import { type DatasetReference, describeDataset } from '@hourglass/datasets/catalog';
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
  trainCount: z.int().min(1),
});
export type DatasetFacts = Readonly<z.output<typeof datasetFactsSchema>>;

/** Of a known data set; null where only its files can tell. */
export function knownFacts(reference: DatasetReference): DatasetFacts | null {
  const known = describeDataset(reference);
  if (known === null) return null;
  const { title, contentHash, sampleSize, sampleShape, trainCount } = known;
  return { title, contentHash, sampleSize, sampleShape, trainCount };
}

/** The shape of one sample; a vector of its values where nothing else is known. */
export function sampleShapeOf({ sampleShape, sampleSize }: Pick<DatasetFacts, 'sampleShape' | 'sampleSize'>): readonly number[] {
  return sampleShape ?? [sampleSize];
}
