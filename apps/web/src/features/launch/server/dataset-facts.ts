import type { Store } from '@hourglass/db';
import { canonicalJson, type DatasetFacts, type Json, knownFacts, type Spec } from '@hourglass/sweeps';

type DatasetReference = Spec['dataset'];

/** A data set that a sweep can be planned on without reading it. */
export interface DatasetChoice {
  readonly title: string;
  /** As it stands in a spec. */
  readonly reference: Json;
}

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
