import { datasetName, describeDataset } from './catalog.ts';
import type { Dataset } from './dataset.ts';
import { provideSources } from './provide-sources.ts';
import { readDataset } from './read-dataset.ts';
import { type DatasetReference, optionsOf } from './reference.ts';
import { createResidentDatasets, residentBytes } from './resident-datasets.ts';
import { resolveDataset, sourcesOf, stampOfFiles } from './sources.ts';
import type { LocateUpload } from './upload-reference.ts';

const resident = createResidentDatasets(residentBytes);

interface LoadOptions {
  /** The folder that relative paths start from; by default the working directory. */
  readonly baseFolder?: string;
  /** Finds uploaded files; without it, there are none. */
  readonly locateUpload?: LocateUpload;
  /** Told, as a sentence, before files are downloaded. */
  readonly onDownload?: (sentence: string) => void;
}

/**
 * A data set, kept for the next call within a budget (resident-datasets.ts). It is read again when a file of it has changed.
 *
 * @throws DatasetError where a file is missing, damaged or does not fit the others: which one, what was expected, how to get it
 */
export async function loadDataset(
  reference: DatasetReference,
  { baseFolder = '.', locateUpload, onDownload }: LoadOptions = {},
): Promise<Dataset> {
  const absolute = resolveDataset(reference, baseFolder);
  const sources = sourcesOf(absolute, locateUpload);
  const name = datasetName(reference);
  const read = () => readDataset({ id: name, title: describeDataset(reference)?.title ?? name }, sources, optionsOf(absolute));
  await provideSources(sources, onDownload);
  return resident.get(JSON.stringify(absolute), await stampOfFiles(sources), read);
}
