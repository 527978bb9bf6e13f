import { datasetName, describeDataset } from '../catalog.ts';
import type { Dataset } from '../dataset.ts';
import { readDataset } from '../read-dataset.ts';
import { type DatasetReference, optionsOf } from '../reference.ts';
import type { Sources } from '../sources.ts';
import { type ValueFacts, valueFactsOf } from '../value-facts.ts';

/** What a data set's files hold: enough to plan on, and to show. Plain data: a few kilobytes, and the labels of the test samples. */
export interface InspectedDataset
  extends Pick<Dataset, 'title' | 'contentHash' | 'kind' | 'sampleShape' | 'labels' | 'labelFacts' | 'options' | 'valueType' | 'notes'> {
  readonly train: { readonly size: number; readonly count: number };
  readonly validationCount: number;
  readonly testCount: number;
  /** Bytes, or numbers that are held as float32. */
  readonly type: 'bytes' | 'numbers';
  readonly values: ValueFacts;
  /** One for each test sample, with the hash of the probe set that they determine; null if there are none. */
  readonly testLabels: { readonly labels: readonly number[]; readonly probeSet: string } | null;
  /** Different labels; null if there are none. */
  readonly labelCount: number | null;
  readonly classes: readonly string[] | null;
  /** The first training samples as scaled; empty where a sample is too large to show. */
  readonly samples: readonly (readonly number[])[];
  /** Labels of `samples`, as the files have them; null if there are none. */
  readonly sampleLabels: readonly string[] | null;
}

const shownSamples = 10;
const maxShownValues = 16_384;

/**
 * Reads a data set and keeps what planning and a preview need of it.
 *
 * @throws DatasetError where a file is missing, damaged, or does not fit the others
 */
export async function readInspected(reference: DatasetReference, sources: Sources): Promise<InspectedDataset> {
  const id = datasetName(reference);
  const dataset = await readDataset({ id, title: describeDataset(reference)?.title ?? id }, sources, optionsOf(reference));
  const { title, contentHash, labels, labelFacts, options, notes, train, validation, test, trainLabels, testLabels, probeSet, classes } =
    dataset;
  const samples = train.size > maxShownValues ? [] : firstSamples(dataset);
  return Object.freeze({
    title,
    contentHash,
    kind: dataset.kind,
    sampleShape: dataset.sampleShape,
    labels,
    labelFacts,
    options,
    notes,
    classes,
    valueType: dataset.valueType,
    train: { size: train.size, count: train.count },
    validationCount: validation.count,
    testCount: test.count,
    type: train.values instanceof Uint8Array ? 'bytes' : 'numbers',
    values: valueFactsOf(train),
    testLabels: testLabels === null ? null : { labels: [...testLabels], probeSet: probeSet.hash },
    labelCount: trainLabels === null ? null : new Set(trainLabels).size,
    samples,
    sampleLabels: trainLabels === null ? null : Array.from(trainLabels.subarray(0, samples.length), (label) => nameOf(label, classes)),
  });
}

function firstSamples({ train: { values, size, count, divisor } }: Dataset): readonly (readonly number[])[] {
  return Array.from({ length: Math.min(shownSamples, count) }, (_, row) =>
    Array.from(values.subarray(row * size, (row + 1) * size), (value) => value / divisor),
  );
}

function nameOf(label: number, classes: readonly string[] | null): string {
  if (classes === null) return String(label);
  const name = classes[label];
  if (name === undefined) throw new RangeError(`there is no class ${label} among ${classes.length}`);
  return name;
}
