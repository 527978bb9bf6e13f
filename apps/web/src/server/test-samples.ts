import { type DatasetReference, datasetReferenceSchema, type LocateUpload } from '@hourglass/datasets/catalog';
import type { TestSamples } from '@hourglass/datasets/test-samples';
import type { Store, Sweep } from '@hourglass/db';
import { kindOf } from '@hourglass/model/config';
import { WebError } from './errors.ts';

/** The most recently requested dataset (about 8 MB). A one-entry cache suffices, because users inspect one dataset at a time. */
let last: { readonly key: string; readonly samples: Promise<TestSamples> } | undefined;

/**
 * Returns the test samples of the dataset that a run was trained on, with the labels that its files hold now.
 *
 * @throws WebError DATA_CHANGED if the files now contain other samples; DatasetError if they cannot be read
 */
export async function testSamplesOf(store: Store, run: string): Promise<TestSamples> {
  const { sweep, parameters } = await store.runs.get(run);
  const { spec, facts } = await store.sweeps.get(sweep);
  const samples = await read(store, spec.dataset);
  if (!(await areThoseOf(store, run, facts, samples))) {
    throw new WebError(
      'DATA_CHANGED',
      `The files of the data set have changed since run ${run} was trained. Restore those files, or train it again.`,
    );
  }
  if (kindOf(parameters.condition) === 'label' && facts?.labelFacts?.hash !== samples.labelsHash) {
    throw new WebError(
      'DATA_CHANGED',
      `The labels of the data set have changed since run ${run} was trained with them. Restore those files, or train it again.`,
    );
  }
  return samples;
}

/** A sweep that was stored without facts about its data is compared by the recorded samples. */
async function areThoseOf(store: Store, run: string, facts: Sweep['facts'], { contentHash, probeSetHash }: TestSamples): Promise<boolean> {
  if (facts !== null) return facts.contentHash === contentHash;
  const recorded = (await store.reconstructions.list(run))[0];
  return recorded === undefined || (await store.reconstructions.probeSet(recorded.probeSet)).hash === probeSetHash;
}

async function read({ uploads }: Store, dataset: unknown): Promise<TestSamples> {
  const reference = datasetReferenceSchema.parse(dataset);
  const { sourcesOf, stampOfFiles } = await import(/* turbopackIgnore: true */ '@hourglass/datasets/inspect');
  const key = JSON.stringify([dataset, await stampOfFiles(sourcesOf(reference, uploads.locate))]);
  if (last?.key !== key) {
    const reading = { key, samples: readUnbundled(reference, uploads.locate) };
    last = reading;
    reading.samples.catch(() => {
      if (last === reading) last = undefined;
    });
  }
  return last.samples;
}

/** Imports the package without bundling. Bundled code would not find the datasets that are installed next to the package. */
async function readUnbundled(reference: DatasetReference, locateUpload: LocateUpload): Promise<TestSamples> {
  const { readTestSamples } = await import(/* turbopackIgnore: true */ '@hourglass/datasets/test-samples');
  return readTestSamples(reference, locateUpload);
}
