import { createHash } from 'node:crypto';
import { at } from '@hourglass/presentation/at';
import { binarised } from './binarise.ts';
import { at as numberAt } from './checked.ts';
import { completeSources } from './complete-sources.ts';
import type { DataShape } from './data-kind.ts';
import type { Dataset, Samples } from './dataset.ts';
import { DatasetError } from './errors.ts';
import { labelFactsOf } from './label-facts.ts';
import { type FileSamples, type LabelledSamples, readFileSamples, slice } from './labelled-samples.ts';
import { encodeLabels } from './labels.ts';
import { type DatasetOptions, isFitted, sampleOptions, scaleOf } from './options.ts';
import { probeSetOf } from './probe-set.ts';
import { provideSources } from './provide-sources.ts';
import { labelRoles } from './reference.ts';
import { divisorOf, fitScaling, type Scaling, scaled } from './scaling.ts';
import { shapeWithOptions } from './shape-with-options.ts';
import type { Sources } from './sources.ts';
import { defaultCounts, type Rows, splitOf } from './split.ts';

/** Samples as the files have them, of one kind. */
interface FileParts {
  readonly train: LabelledSamples;
  /** Samples of a separate test file; null if the spec names none. */
  readonly test: LabelledSamples | null;
  /** Names of the labels of all parts; null if the labels are the numbers 0 to 255, or if there are none. */
  readonly classes: readonly string[] | null;
  readonly notes: readonly string[];
}

interface Parts {
  readonly train: LabelledSamples;
  readonly validation: LabelledSamples;
  readonly test: LabelledSamples;
  /** Row of the first sample of each part in the training file; null for test samples of a separate file. */
  readonly firstRows: { readonly train: number; readonly validation: number; readonly test: number | null };
}

/**
 * Reads, checks, splits and scales a data set. Without a fitted scale its parts share the memory of the files they came from.
 *
 * @param options that are not at their default
 * @throws DatasetError where a file is missing, damaged or does not fit the others, or an option does not fit the samples
 */
export async function readDataset(name: Pick<Dataset, 'id' | 'title'>, sources: Sources, options: DatasetOptions = {}): Promise<Dataset> {
  await provideSources(sources);
  const complete = await completeSources(sources);
  const files = await readFiles(complete);
  const shape = shapeOf(files.train, options, complete);
  const stored = splitParts(files, options, complete);
  const contentHash = hashOf(files);
  const scale = scaleOf(options);
  const scaling = isFitted(scale) ? fitScaling(scale, stored.train, scaledColumns(shape)) : null;
  const scaledValues = scaling === null ? stored : scaledParts(stored, scaling);
  const valueType = files.train.values instanceof Uint8Array ? 'bytes' : 'numbers';
  const divisor = divisorOf(valueType, scale);
  const { binarise = 'none' } = options;
  const parts = binarise === 'none' ? scaledValues : binarisedParts(scaledValues, { options, divisor });
  const mean = meanSample(parts.train, divisor);
  const samples = ({ count, size, values }: LabelledSamples): Samples => Object.freeze({ count, size, values, divisor, mean });
  const test = samples(parts.test);
  return Object.freeze({
    ...name,
    contentHash,
    options,
    scaling,
    samplesHash: hashWith(contentHash, options),
    ...shape,
    train: samples(parts.train),
    trainProbabilities:
      binarise === 'dynamic' ? Object.freeze({ ...samples(scaledValues.train), mean: new Float32Array(mean.length) }) : null,
    validation: samples(parts.validation),
    test,
    trainLabels: parts.train.labels,
    validationLabels: parts.validation.labels,
    testLabels: parts.test.labels,
    labels: labelRoles.filter((role) => (role === 'trainLabels' ? files.train : files.test)?.labels != null),
    notes: files.notes,
    labelFacts: labelFactsOf(files.train, files.test, files.classes),
    classes: files.classes,
    valueType,
    divisor,
    mean,
    probeSet: probeSetOf({ test, testLabels: parts.test.labels, classes: files.classes, contentHash, options: sampleOptions(options) }),
  });
}

async function readFiles(sources: Sources): Promise<FileParts> {
  const train = await readFileSamples(sources.train, sources.trainLabels, 'train');
  const test = sources.test === null ? null : await readFileSamples(sources.test, sources.testLabels, 'test');
  if (test !== null) requireSameKind(train, test, sources);
  const { labels, classes } = encodeLabels([train, test].flatMap((file) => file?.labels ?? []));
  return {
    train: { ...train, labels: train.labels === null ? null : at(labels, 0) },
    test: test === null ? null : { ...test, labels: test.labels === null ? null : at(labels, labels.length - 1) },
    classes,
    notes: [...train.notes, ...(test?.notes ?? [])],
  };
}

function splitParts({ train: all, test }: FileParts, options: DatasetOptions, sources: Sources): Parts {
  const split = splitOf({ count: all.count, hasTestFile: test !== null, name: sources.train.path }, options);
  if ('problem' in split) throw new DatasetError('SAMPLES_INVALID', split.problem);
  const part = ({ from, to }: Rows) => slice(all, from, to);
  const firstRows = { validation: split.validation.from, train: split.train.from, test: test === null ? split.test.from : null };
  return { validation: part(split.validation), train: part(split.train), test: test ?? part(split.test), firstRows };
}

/** Values of a sample that each have a scale of their own; 1 for one scale over all. */
function scaledColumns({ kind, sampleShape }: DataShape): number {
  switch (kind) {
    case 'vector':
      return sampleShape[0];
    case 'image':
      return 1;
    case 'series':
      return sampleShape[1];
  }
}

function shapeOf({ shape }: LabelledSamples, options: DatasetOptions, { train: { path } }: Sources): DataShape {
  const other = shapeWithOptions(shape, options);
  if ('problem' in other) throw new DatasetError('SAMPLES_INVALID', `${other.problem} of ${path}.`);
  return other;
}

function binarisedParts({ train, validation, test, firstRows }: Parts, unit: Parameters<typeof binarised>[2]): Parts {
  return {
    train: binarised(train, { part: 'training', firstRow: firstRows.train, file: 0 }, unit),
    validation: binarised(validation, { part: 'validation', firstRow: firstRows.validation, file: 0 }, unit),
    test: binarised(
      test,
      { part: 'test', ...(firstRows.test === null ? { firstRow: 0, file: 1 } : { firstRow: firstRows.test, file: 0 }) },
      unit,
    ),
    firstRows,
  };
}

function scaledParts({ train, validation, test, firstRows }: Parts, scaling: Scaling): Parts {
  const part = (samples: LabelledSamples) => ({ ...samples, values: scaled(scaling, samples.values) });
  return { train: part(train), validation: part(validation), test: part(test), firstRows };
}

function requireSameKind(train: FileSamples, test: FileSamples, sources: Sources): void {
  const trainKind = kindOf(train);
  const testKind = kindOf(test);
  if (trainKind !== testKind) {
    const other = sources.test?.path === sources.train.path ? `${sources.test.field} has` : `${sources.test?.path}`;
    throw invalid(sources, `holds samples of ${trainKind}, but ${other} samples of ${testKind}; they must be alike`);
  }
}

function kindOf({ shape, values }: FileSamples): string {
  return `${shape.sampleShape.join(' × ')} ${values instanceof Uint8Array ? 'bytes' : 'numbers'}`;
}

/** Sums in float64, in which a sum of bytes is exact. */
function meanSample({ count, size, values }: LabelledSamples, divisor: number): Float32Array {
  const sums = new Float64Array(size);
  for (let start = 0; start < values.length; start += size) {
    for (let column = 0; column < size; column++) sums[column] = numberAt(sums, column) + numberAt(values, start + column);
  }
  return Float32Array.from(sums, (sum) => sum / divisor / count);
}

/** Hash of the files' content, split as without options. Options are not part of it (`hashWith`). */
function hashOf({ train, test }: FileParts): string {
  const type = train.values instanceof Uint8Array ? 'uint8' : 'float32';
  const hash = createHash('sha256').update(JSON.stringify({ type, size: train.size, ...defaultCounts(train.count, test?.count ?? null) }));
  for (const { values } of [train, ...(test === null ? [] : [test])]) hash.update(values);
  return hash.digest('hex');
}

/** Options that were added after the first four are hashed with their names, so that hashes stay the same without them. */
function hashWith(contentHash: string, options: DatasetOptions): string {
  if (Object.keys(options).length === 0) return contentHash;
  const { scale = null, validation = null, limit = null, shape = null, ...others } = options;
  const named = Object.keys(others).length === 0 ? [] : [others];
  return createHash('sha256')
    .update(JSON.stringify([contentHash, scale, validation, limit, shape, ...named]))
    .digest('hex');
}

function invalid({ train: { field, path } }: Sources, what: string): DatasetError {
  return new DatasetError('SAMPLES_INVALID', `${field}: ${path} ${what}.`);
}
