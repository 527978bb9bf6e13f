import { createHash } from 'node:crypto';
import { at } from './checked.ts';
import { completeSources } from './complete-sources.ts';
import type { Dataset, Samples } from './dataset.ts';
import { DatasetError } from './errors.ts';
import { type FileSamples, type LabelledSamples, readFileSamples, slice } from './labelled-samples.ts';
import { encodeLabels } from './labels.ts';
import { probeSetOf } from './probe-set.ts';
import { labelRoles } from './reference.ts';
import type { Sources } from './sources.ts';

interface Parts {
  readonly train: LabelledSamples;
  readonly validation: LabelledSamples;
  readonly test: LabelledSamples;
  /** Of all parts; null where the labels are the numbers 0 to 255, or there are none. */
  readonly classes: readonly string[] | null;
}

/**
 * Reads, checks and splits a data set. Its parts share the memory of the files they came from.
 *
 * @throws DatasetError where a file is missing, damaged or does not fit the others
 */
export async function readDataset(name: Pick<Dataset, 'id' | 'title'>, sources: Sources): Promise<Dataset> {
  const complete = await completeSources(sources);
  const parts = await readParts(complete);
  const divisor = parts.train.values instanceof Uint8Array ? 255 : 1;
  const mean = meanSample(parts.train, divisor);
  const samples = ({ count, size, values }: LabelledSamples): Samples => Object.freeze({ count, size, values, divisor, mean });
  const contentHash = hashOf(parts);
  const test = samples(parts.test);
  return Object.freeze({
    ...name,
    contentHash,
    ...parts.train.shape,
    train: samples(parts.train),
    validation: samples(parts.validation),
    test,
    trainLabels: parts.train.labels,
    validationLabels: parts.validation.labels,
    testLabels: parts.test.labels,
    labels: labelRoles.filter((role) => complete[role] !== null),
    classes: parts.classes,
    divisor,
    mean,
    probeSet: probeSetOf({ test, testLabels: parts.test.labels, classes: parts.classes, contentHash }),
  });
}

/** The last tenth is the test, unless that has its own file; of the rest, the first tenth, 5,000 at most, is validation. */
async function readParts(sources: Sources): Promise<Parts> {
  const trainFile = await readFileSamples(sources.train, sources.trainLabels, 'train');
  const testFile = sources.test === null ? null : await readFileSamples(sources.test, sources.testLabels, 'test');
  if (testFile !== null) requireSameKind(trainFile, testFile, sources);
  const { labels, classes } = encodeLabels([trainFile, testFile].flatMap((file) => file?.labels ?? []));
  const all: LabelledSamples = { ...trainFile, labels: trainFile.labels === null ? null : (labels[0] ?? null) };
  const ownTest = testFile === null ? null : { ...testFile, labels: testFile.labels === null ? null : (labels.at(-1) ?? null) };
  const trainEnd = all.count - (ownTest === null ? tenth(all.count) : 0);
  const trainStart = Math.min(5_000, tenth(trainEnd));
  if (trainEnd <= trainStart) {
    throw invalid(sources, `holds ${all.count} sample${all.count === 1 ? '' : 's'}; training, validation and test need one each`);
  }
  return {
    validation: slice(all, 0, trainStart),
    train: slice(all, trainStart, trainEnd),
    test: ownTest ?? slice(all, trainEnd, all.count),
    classes,
  };
}

function tenth(count: number): number {
  return Math.max(1, Math.floor(count / 10));
}

function requireSameKind(train: FileSamples, test: FileSamples, sources: Sources): void {
  const trainKind = kindOf(train);
  const testKind = kindOf(test);
  if (trainKind !== testKind) {
    throw invalid(sources, `holds samples of ${trainKind}, but ${sources.test?.path} samples of ${testKind}; they must be alike`);
  }
}

function kindOf({ shape, values }: FileSamples): string {
  return `${shape.sampleShape.join(' × ')} ${values instanceof Uint8Array ? 'bytes' : 'numbers'}`;
}

/** In float64; a sum of bytes is exact. */
function meanSample({ count, size, values }: LabelledSamples, divisor: number): Float32Array {
  const sums = new Float64Array(size);
  for (let start = 0; start < values.length; start += size) {
    for (let column = 0; column < size; column++) sums[column] = at(sums, column) + at(values, start + column);
  }
  return Float32Array.from(sums, (sum) => sum / divisor / count);
}

function hashOf({ train, validation, test }: Parts): string {
  const type = train.values instanceof Uint8Array ? 'uint8' : 'float32';
  const layout = { type, size: train.size, validation: validation.count, train: train.count, test: test.count };
  const hash = createHash('sha256').update(JSON.stringify(layout));
  for (const { values } of [validation, train, test]) hash.update(values);
  return hash.digest('hex');
}

function invalid({ train: { field, path } }: Sources, what: string): DatasetError {
  return new DatasetError('SAMPLES_INVALID', `${field}: ${path} ${what}.`);
}
