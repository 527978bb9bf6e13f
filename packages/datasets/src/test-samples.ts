import { datasetName, describeDataset } from './catalog.ts';
import { readDataset } from './read-dataset.ts';
import { type DatasetReference, optionsOf } from './reference.ts';
import { sourcesOf } from './sources.ts';
import type { LocateUpload } from './upload-reference.ts';

/** What showing test samples needs of a data set: a sixth of its memory. A sample is `fround(value / divisor)`. */
export interface TestSamples {
  readonly count: number;
  /** Values in one sample. */
  readonly size: number;
  /** `[count, size]` */
  readonly values: Uint8Array | Float32Array;
  readonly divisor: number;
  /** `[size]`: the mean of the training samples, which a network does not see. */
  readonly mean: Float32Array;
  readonly labels: Uint8Array | null;
  /** Tells whether these are the labels that a network was trained with. */
  readonly labelsHash: string | null;
  /** Tells whether these are the samples that a run was tested on. */
  readonly contentHash: string;
  /** Hash of their probe set, which also depends on the labels. */
  readonly probeSetHash: string;
}

/**
 * Reads a data set and keeps only its test samples and its mean.
 *
 * @param reference with absolute paths, as a sweep stores it
 * @throws DatasetError where a file is missing, damaged or does not fit the others
 */
export async function readTestSamples(reference: DatasetReference, locateUpload: LocateUpload): Promise<TestSamples> {
  const id = datasetName(reference);
  const { test, testLabels, labelFacts, contentHash, probeSet } = await readDataset(
    { id, title: describeDataset(reference)?.title ?? id },
    sourcesOf(reference, locateUpload),
    optionsOf(reference),
  );
  return Object.freeze({
    ...test,
    // Copies, because a test part may share the memory of the training samples, which must be freed.
    values: test.values.slice(),
    labels: testLabels?.slice() ?? null,
    labelsHash: labelFacts?.hash ?? null,
    contentHash,
    probeSetHash: probeSet.hash,
  });
}
