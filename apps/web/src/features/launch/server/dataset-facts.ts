import type { Store } from '@hourglass/db';
import { canonicalJson, type DatasetFacts, knownFacts, type Spec } from '@hourglass/sweeps';
import type { DatasetChoice } from '#wire/dataset-choice.ts';

type DatasetReference = Spec['dataset'];

/** What is known of the data: from the catalogue, or from the newest sweep on the same files. Null where nobody knows. */
export async function factsOf(store: Store, reference: DatasetReference): Promise<DatasetFacts | null> {
  const known = knownFacts(reference);
  if (known !== null) return known;
  const wanted = canonicalJson(reference);
  const sweep = (await store.sweeps.list()).find(({ spec, facts }) => facts !== null && canonicalJson(spec.dataset) === wanted);
  return sweep?.facts ?? null;
}

/** Files that sweeps of this home were started on. */
export async function recordedDatasets(store: Store): Promise<readonly DatasetChoice[]> {
  const choices = new Map<string, DatasetChoice>();
  for (const { spec, facts } of await store.sweeps.list()) {
    const reference = spec.dataset;
    if (facts === null || reference === undefined || typeof reference === 'string') continue;
    const key = canonicalJson(reference);
    if (!choices.has(key)) choices.set(key, { title: facts.title, reference });
  }
  return [...choices.values()];
}
