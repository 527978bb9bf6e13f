import { type DatasetReference, filesOf, isUploadText } from '@hourglass/datasets/catalog';
import type { InspectedDataset } from '@hourglass/datasets/inspect';
import type { Store } from '@hourglass/db';
import { readEnvironment } from '#env.ts';
import { WebError } from '#server/errors.ts';

type Inspecting = typeof import('@hourglass/datasets/inspect');

/** Imports the package without bundling. Bundled code would not find the datasets that are installed next to the package. */
export function inspecting(): Promise<Inspecting> {
  return import(/* turbopackIgnore: true */ '@hourglass/datasets/inspect');
}

/** The last few data sets that were looked at: a form asks again at each change, and only for a few. */
const kept = new Map<string, { readonly stamp: string; readonly inspected: Promise<InspectedDataset> }>();
const mostKept = 8;

/**
 * What the files of a data set hold, read again only when they have changed.
 *
 * @throws WebError PATHS_REFUSED, DatasetError where a file is missing, damaged or too large
 */
export async function inspected({ uploads }: Store, reference: DatasetReference): Promise<InspectedDataset> {
  if (Object.values(filesOf(reference) ?? {}).some((path) => !isUploadText(path))) requirePathsAllowed();
  const { absoluteReference, inspectDataset, sourcesOf, stampOfFiles } = await inspecting();
  const absolute = absoluteReference(reference);
  const stamp = await stampOfFiles(sourcesOf(absolute, uploads.locate));
  const key = JSON.stringify(absolute);
  const known = kept.get(key);
  if (known?.stamp === stamp) return known.inspected;
  const reading = { stamp, inspected: inspectDataset(absolute, uploads.locate) };
  kept.delete(key);
  kept.set(key, reading);
  const [oldest] = kept.keys();
  if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
  reading.inspected.catch(() => {
    if (kept.get(key) === reading) kept.delete(key);
  });
  return reading.inspected;
}

/** Whoever may reach a dashboard without a token must not find out what files this machine has. @throws WebError PATHS_REFUSED */
export function requirePathsAllowed(): void {
  if (!readEnvironment().isOpenToOthers) return;
  throw new WebError(
    'PATHS_REFUSED',
    'dataset: this dashboard was started with --no-auth, so it reads no paths for those who reach it. Upload the files, start the first sweep on them with ./hourglass sweep FILE, or start the dashboard with a token.',
  );
}

/** Why the files of a data set can't be used, as a sentence; null if they are there. */
export async function absenceOf({ uploads }: Store, reference: DatasetReference): Promise<string | null> {
  const { sourcesOf, stampOfFiles } = await inspecting();
  return stampOfFiles(sourcesOf(reference, uploads.locate)).then(
    () => null,
    (error: unknown) => {
      if (error instanceof Error && error.name === 'DatasetError') return error.message;
      throw error;
    },
  );
}
