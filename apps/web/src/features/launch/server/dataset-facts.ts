import type { Store } from '@hourglass/db';
import { canonicalJson, type DatasetFacts, knownFacts, type Spec } from '@hourglass/sweeps';
import type { DatasetChoice } from '#wire/dataset-choice.ts';

type DatasetReference = Spec['dataset'];

/** Metadata of a dataset, from the catalogue or from the newest sweep on the same files; null if unknown. */
export async function factsOf(store: Store, reference: DatasetReference): Promise<DatasetFacts | null> {
  const known = knownFacts(reference);
  if (known !== null) return known;
  const wanted = canonicalJson(reference);
  const recorded = (await store.sweeps.datasets()).find((dataset) => canonicalJson(dataset.reference) === wanted);
  return recorded?.facts ?? null;
}

/** Datasets in files that sweeps of this home were started on. */
export async function recordedDatasets(store: Store): Promise<readonly DatasetChoice[]> {
  const choices = new Map<string, DatasetChoice>();
  for (const { reference, facts } of await store.sweeps.datasets()) {
    // Canonical JSON makes references with different key order equal.
    const key = canonicalJson(reference);
    if (!choices.has(key)) choices.set(key, { title: facts.title, reference });
  }
  return [...choices.values()];
}
