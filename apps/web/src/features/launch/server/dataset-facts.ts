import {
  type DatasetReference,
  datasetName,
  datasetReferenceSchema,
  filesOf,
  knownDatasets,
  uploadedFile,
} from '@hourglass/datasets/catalog';
import type { Store } from '@hourglass/db';
import { canonicalJson, type DatasetFacts, factsOfDataset, knownFacts, plainJson, SweepsError } from '@hourglass/sweeps';
import type { DatasetChoice } from '#wire/dataset-choice.ts';
import { absenceOf, inspected } from './inspected.ts';

/**
 * Metadata of a data set whose files are there: from the catalogue, from the newest sweep on the same files, or from the files.
 *
 * @throws SweepsError with the reason why its files can't be used; WebError PATHS_REFUSED, DatasetError where they have to be read
 */
export async function factsOf(store: Store, reference: DatasetReference): Promise<DatasetFacts> {
  const recorded = knownFacts(reference) ?? (await recordedFacts(store, reference));
  if (recorded === null) {
    const dataset = await inspected(store, reference);
    return factsOfDataset(
      { ...dataset, validation: { count: dataset.validationCount }, test: { count: dataset.testCount } },
      dataset.values,
    );
  }
  const absence = await absenceOf(store, reference);
  if (absence !== null) throw new SweepsError('SPEC_INVALID', [absence.replace(/^dataset [\w-]+:/, 'dataset:')]);
  return recorded;
}

async function recordedFacts(store: Store, reference: DatasetReference): Promise<DatasetFacts | null> {
  const wanted = canonicalJson(reference);
  const recorded = (await store.sweeps.datasets()).find((dataset) => canonicalJson(dataset.reference) === wanted);
  return recorded?.facts ?? null;
}

/** The known data sets, then those in files that sweeps of this home were started on, each with what is missing of it. */
export async function datasetChoices(store: Store): Promise<readonly DatasetChoice[]> {
  const known = Object.values(knownDatasets).map(({ id, title }) => ({ title, reference: id as DatasetReference }));
  const recorded = new Map<string, { readonly title: string; readonly reference: DatasetReference }>();
  for (const { reference } of await store.sweeps.datasets()) {
    const files = filesOf(datasetReferenceSchema.parse(reference));
    if (files === null) continue;
    // Canonical JSON makes references with different key order equal.
    const key = canonicalJson(files);
    if (!recorded.has(key)) recorded.set(key, { title: datasetName(files), reference: files });
  }
  return Promise.all(
    distinctTitles([...known, ...recorded.values()]).map(async ({ title, reference }) => ({
      title,
      reference: typeof reference === 'string' ? reference : plainJson(reference),
      absent: await absenceOf(store, reference),
    })),
  );
}

interface Titled {
  readonly title: string;
  readonly reference: DatasetReference;
}

/** Data sets of one name are told apart by their folder, and by their further files where that is the same. */
function distinctTitles(choices: readonly Titled[]): readonly Titled[] {
  const counts = new Map<string, number>();
  for (const { title } of choices) counts.set(title, (counts.get(title) ?? 0) + 1);
  return choices.map(({ title, reference }) => {
    const files = filesOf(reference);
    if (files === null || counts.get(title) === 1) return { title, reference };
    const { train, ...others } = files;
    const beside =
      Object.keys(others).length === 0
        ? ''
        : ` with ${Object.values(others)
            .map((path) => path?.split('/').at(-1))
            .join(', ')}`;
    return { title: `${title} ${originOf(train)}${beside}`, reference };
  });
}

/** What tells a file apart from another of its name: its folder, or its content if it was uploaded. */
function originOf(path: string): string {
  const upload = uploadedFile(path);
  return upload === null ? `in ${path.slice(0, path.lastIndexOf('/')) || '/'}` : `uploaded (${upload.id.slice(0, 8)})`;
}
