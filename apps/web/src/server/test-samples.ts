import { type DatasetReference, datasetReferenceSchema, type LocateUpload } from '@hourglass/datasets/catalog';
import type { TestSamples } from '@hourglass/datasets/test-samples';
import type { Store } from '@hourglass/db';
import { WebError } from './errors.ts';

/** The most recently requested dataset (about 8 MB). A one-entry cache suffices, because users inspect one dataset at a time. */
let last: { readonly key: string; readonly samples: Promise<TestSamples> } | undefined;

/**
 * Returns the test samples of the dataset that a run was trained on.
 *
 * @throws WebError DATA_CHANGED if the files now contain other samples; DatasetError if they cannot be read
 */
export async function testSamplesOf(store: Store, run: string): Promise<TestSamples> {
  const { sweep } = await store.runs.get(run);
  const { spec } = await store.sweeps.get(sweep);
  const samples = await read(store, spec.dataset);
  const recorded = (await store.reconstructions.list(run))[0];
  if (recorded !== undefined && (await store.reconstructions.probeSet(recorded.probeSet)).hash !== samples.probeSetHash) {
    throw new WebError(
      'DATA_CHANGED',
      `The files of the data set have changed since run ${run} was trained. Restore those files, or train it again.`,
    );
  }
  return samples;
}

function read({ uploads }: Store, dataset: unknown): Promise<TestSamples> {
  const key = JSON.stringify(dataset);
  if (last?.key !== key) {
    const samples = readUnbundled(datasetReferenceSchema.parse(dataset), uploads.locate);
    last = { key, samples };
    samples.catch(() => {
      last = undefined;
    });
  }
  return last.samples;
}

/** Imports the package without bundling. Bundled code would not find the datasets that are installed next to the package. */
async function readUnbundled(reference: DatasetReference, locateUpload: LocateUpload): Promise<TestSamples> {
  const { readTestSamples } = await import(/* turbopackIgnore: true */ '@hourglass/datasets/test-samples');
  return readTestSamples(reference, locateUpload);
}
