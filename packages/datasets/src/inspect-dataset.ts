import { readdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { datasetName, describeDataset } from './catalog.ts';
import type { Dataset } from './dataset.ts';
import { DatasetError } from './errors.ts';
import { readDataset } from './read-dataset.ts';
import { type DatasetReference, filesOf, optionsOf } from './reference.ts';
import { inspect } from './source-file.ts';
import { filesOfSources, resolveDataset, sourcesOf } from './sources.ts';
import { type ValueFacts, valueFactsOf } from './value-facts.ts';

/** What a data set's files hold: enough to plan on, and to show. A few kilobytes. */
export interface InspectedDataset
  extends Pick<Dataset, 'title' | 'contentHash' | 'kind' | 'sampleShape' | 'labels' | 'options' | 'valueType'> {
  readonly train: { readonly size: number; readonly count: number };
  readonly validationCount: number;
  readonly testCount: number;
  /** Bytes, or numbers that are held as float32. */
  readonly type: 'bytes' | 'numbers';
  readonly values: ValueFacts;
  /** Different labels; null if there are none. */
  readonly labelCount: number | null;
  readonly classes: readonly string[] | null;
  /** The first training samples as scaled; empty where a sample is too large to show. */
  readonly samples: readonly (readonly number[])[];
}

const shownSamples = 10;
const mostShownValues = 16_384;

/** A larger file is read by the command line, where it holds up nobody else. */
const mostBytes = 512 * 2 ** 20;

/** The reference with absolute paths. @throws DatasetError FILE_UNREADABLE for a path that depends on a working folder */
export function absoluteReference(reference: DatasetReference): DatasetReference {
  const relative = Object.values(filesOf(reference) ?? {}).find((path) => !isAbsolute(path) && !path.startsWith('~/'));
  if (relative !== undefined) {
    throw new DatasetError(
      'FILE_UNREADABLE',
      `dataset: received ${JSON.stringify(relative)}; the dashboard has no folder of yours that paths start from. Give a path that starts with / or ~/.`,
    );
  }
  return resolveDataset(reference, '/');
}

/**
 * Size and time of every file, which tell whether they have changed.
 *
 * @param reference with absolute paths
 * @throws DatasetError FILE_MISSING, FILE_UNREADABLE, FILE_TOO_LARGE
 */
export async function stampOfFiles(reference: DatasetReference): Promise<string> {
  const stats = await Promise.all(filesOfSources(sourcesOf(reference)).map(inspect));
  return stats.map(({ size, mtimeMs }) => `${size}@${mtimeMs}`).join(' ');
}

/**
 * Reads a data set and keeps what planning and a preview need of it.
 *
 * @param reference with absolute paths
 * @throws DatasetError where a file is missing, damaged, too large to be read here, or does not fit the others
 */
export async function inspectDataset(reference: DatasetReference): Promise<InspectedDataset> {
  const sources = sourcesOf(reference);
  for (const source of filesOfSources(sources)) {
    const { size } = await inspect(source);
    if (size <= mostBytes) continue;
    throw new DatasetError(
      'FILE_TOO_LARGE',
      `${source.field}: ${source.path} holds ${size} bytes; the dashboard reads at most ${mostBytes}. Start the first sweep on it with ./hourglass sweep FILE; then it is known here, too.`,
    );
  }
  const id = datasetName(reference);
  const dataset = await readDataset({ id, title: describeDataset(reference)?.title ?? id }, sources, optionsOf(reference));
  const { title, contentHash, labels, options, train, validation, test, trainLabels, classes } = dataset;
  return Object.freeze({
    ...{ title, contentHash, kind: dataset.kind, sampleShape: dataset.sampleShape, labels, options, classes, valueType: dataset.valueType },
    train: { size: train.size, count: train.count },
    validationCount: validation.count,
    testCount: test.count,
    type: train.values instanceof Uint8Array ? 'bytes' : 'numbers',
    values: valueFactsOf(train),
    labelCount: trainLabels === null ? null : new Set(trainLabels).size,
    samples: train.size > mostShownValues ? [] : firstSamples(dataset),
  });
}

function firstSamples({ train: { values, size, count, divisor } }: Dataset): readonly (readonly number[])[] {
  return Array.from({ length: Math.min(shownSamples, count) }, (_, row) =>
    Array.from(values.subarray(row * size, (row + 1) * size), (value) => value / divisor),
  );
}

const mostPaths = 50;
const dataFile = /\.(npy|npz|csv|tsv|txt|idx|gz)$|[.-]idx\d/i;

/** Folders, which end with a slash, and data files whose path begins like this one. Nothing where the folder can't be read. */
export async function completePath(beginning: string): Promise<readonly string[]> {
  const isFolder = beginning.endsWith('/');
  const written = isFolder ? beginning : `${dirname(beginning)}/`.replace(/^\/\/$/, '/');
  const folder = written.startsWith('~/') ? join(homedir(), written.slice(2)) : written;
  if (!folder.startsWith('/')) return [];
  const name = isFolder ? '' : basename(beginning);
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.name.startsWith(name) && (name.startsWith('.') || !entry.name.startsWith('.')))
    .filter((entry) => entry.isDirectory() || entry.isSymbolicLink() || dataFile.test(entry.name))
    .map((entry) => `${written}${entry.name}${entry.isDirectory() ? '/' : ''}`)
    .sort()
    .slice(0, mostPaths);
}
