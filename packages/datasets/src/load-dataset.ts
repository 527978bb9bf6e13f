import { datasetName, describeDataset } from './catalog.ts';
import type { Dataset } from './dataset.ts';
import { readDataset } from './read-dataset.ts';
import type { DatasetReference } from './reference.ts';
import { inspect } from './source-file.ts';
import { resolveDataset, type Sources, sourcesOf } from './sources.ts';

/** The data sets of this process, each with the sizes and times of the files that it was read from. */
const resident = new Map<string, { readonly stamp: string; readonly dataset: Promise<Dataset> }>();

/**
 * A data set, read once per process and kept. It is read again when a file of it has changed.
 *
 * @param baseFolder where relative paths begin; the working directory unless given
 * @throws DatasetError where a file is missing, damaged or does not fit the others: which one, what was expected, how to get it
 */
export async function loadDataset(
  reference: DatasetReference,
  { baseFolder = '.' }: { readonly baseFolder?: string } = {},
): Promise<Dataset> {
  const absolute = resolveDataset(reference, baseFolder);
  const sources = sourcesOf(absolute);
  const key = JSON.stringify(absolute);
  const stamp = await stampOf(sources);
  const known = resident.get(key);
  if (known?.stamp === stamp) return known.dataset;
  const name = datasetName(reference);
  const dataset = readDataset({ id: name, title: describeDataset(reference)?.title ?? name }, sources);
  resident.set(key, { stamp, dataset });
  dataset.catch(() => resident.delete(key));
  return dataset;
}

async function stampOf({ train, trainLabels, test, testLabels }: Sources): Promise<string> {
  const files = [train, trainLabels, test, testLabels].filter((file) => file !== null);
  const stats = await Promise.all(files.map(inspect));
  return stats.map(({ size, mtimeMs }) => `${size}@${mtimeMs}`).join(' ');
}
