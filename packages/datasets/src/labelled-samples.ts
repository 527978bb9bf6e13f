import { sizeOfShape } from '@hourglass/presentation';
import { at } from './checked.ts';
import { arrayShapes, type DataShape, dataShapeFrom, dataShapeOf } from './data-kind.ts';
import { DatasetError, invalidSamples } from './errors.ts';
import { isPlainNumber } from './formats/table-number.ts';
import { type LabelValues, labelValues } from './labels.ts';
import { openPictures } from './pictures/open-pictures.ts';
import type { PictureList } from './pictures/picture-file.ts';
import { readPart } from './read-part.ts';
import { channelsLast, flattened, parsed } from './remedies/python.ts';
import { mayBeCoarse, requireDistinct } from './require-distinct.ts';
import { requireFinite } from './require-finite.ts';
import type { SourceFile } from './source-file.ts';

/** Samples of one file with the labels that it or another file has for them. */
export interface FileSamples {
  readonly count: number;
  /** The kind and shape of one sample. */
  readonly shape: DataShape;
  readonly size: number;
  /** `[count, size]` */
  readonly values: Uint8Array | Float32Array;
  readonly labels: LabelValues | null;
  /** What the person who gave the file should know: sentences. */
  readonly notes: readonly string[];
}

/** Samples of a part of a data set. */
export interface LabelledSamples extends Omit<FileSamples, 'labels' | 'notes'> {
  readonly labels: Uint8Array | null;
}

/** @throws DatasetError where a file is missing, damaged, or holds no samples */
export async function readFileSamples(source: SourceFile, labelSource: SourceFile | null, role: 'train' | 'test'): Promise<FileSamples> {
  const pictures = await openPictures(source);
  if (pictures !== null) return pictureSamples(pictures, source, labelSource);
  requireNoPictureOptions(source);
  // The samples of a table exclude the column that holds the labels.
  const labelColumns = labelSource?.path === source.path && labelSource.part !== undefined ? [labelSource.part] : [];
  const { array, python } = await readPart(source, { role, withoutColumns: labelColumns });
  if (array.kind === 'text') {
    const areNumbers = array.texts.length > 0 && array.texts.every(isPlainNumber);
    if (areNumbers && python !== null) throw invalidSamples(source, 'holds numbers as texts', `numbers. ${python(parsed)}`);
    throw invalidSamples(source, 'holds texts', 'numbers; texts can be labels (trainLabels, testLabels).');
  }
  const [count = 0, ...dimensions] = array.shape;
  const shape = dataShapeFrom(dimensions);
  if (count === 0 || shape === null) {
    const received = `has the shape [${array.shape.join(', ')}]`;
    if (count === 0 && array.shape.length > 1) throw invalidSamples(source, `${received}, so it holds no samples`, `${arrayShapes}.`);
    if (isChannelFirst(dimensions)) {
      const remedy = python === null ? 'Move the channels to the end.' : python(channelsLast);
      throw invalidSamples(source, `${received}: its channels are first`, `${arrayShapes}. ${remedy}`);
    }
    const canFlatten = array.shape.length > 0 && !array.shape.includes(0);
    throw invalidSamples(source, received, `${arrayShapes}.${canFlatten && python !== null ? ` ${python(flattened)}` : ''}`);
  }
  const size = sizeOfShape(dimensions);
  const values = array.toSamples();
  requireFinite({ array, values, size, python }, source);
  if (values instanceof Float32Array && mayLoseDifferences(values, size)) requireDistinct({ array, python }, size, source);
  const labels = labelSource === null ? null : await readFileLabels(labelSource, role, count);
  return { count, shape, size, values, labels, notes: [] };
}

async function pictureSamples(list: PictureList, source: SourceFile, labelSource: SourceFile | null): Promise<FileSamples> {
  if (labelSource !== null) {
    throw new DatasetError(
      'LABELS_INVALID',
      `${labelSource.field}: received ${labelSource.path} for pictures, whose labels are the folders that they lie in. Leave ${labelSource.field} out.`,
    );
  }
  // Loads the decoder, which other files do not need.
  const { readPictures } = await import('./pictures/read-pictures.ts');
  const { shape: dimensions, values, labels, notes } = await readPictures(list, source);
  const [count = 0, ...sampleShape] = dimensions;
  const shape = dataShapeOf({ kind: 'image', sampleShape });
  return {
    ...{ count, shape, size: sizeOfShape(sampleShape), values, notes },
    // Not a Buffer: its slice() differs from that of Uint8Array.
    ...(values instanceof Buffer ? { values: new Uint8Array(values.buffer, values.byteOffset, values.byteLength) } : {}),
    labels: labels === null ? null : { values: labels, source },
  };
}

/** @throws DatasetError where options of pictures are given for another file */
function requireNoPictureOptions({ field, path, pictures = {} }: SourceFile): void {
  const [option] = Object.entries(pictures);
  if (option === undefined) return;
  const [name, value] = option;
  throw new DatasetError(
    'SAMPLES_INVALID',
    `dataset.${name}: received ${JSON.stringify(value)}, which is an option of pictures, but ${path} (${field}) is no folder or archive of them. Leave it out.`,
  );
}

/** The labels of so many samples. @throws DatasetError where the file is missing or damaged, or holds other labels */
export async function readFileLabels(source: SourceFile, role: 'train' | 'test', count: number): Promise<LabelValues> {
  return labelValues((await readPart(source, { role: role === 'train' ? 'trainLabels' : 'testLabels', count })).array, source, count);
}

/** Samples `from` to `to`, over the same memory. */
export function slice(samples: LabelledSamples, from: number, to: number): LabelledSamples {
  const { size, values, labels } = samples;
  return { ...samples, count: to - from, values: values.subarray(from * size, to * size), labels: labels?.subarray(from, to) ?? null };
}

/** Whether samples are pictures as PyTorch has them, `[channels, height, width]`. */
function isChannelFirst([channels, , last, ...further]: readonly number[]): boolean {
  return last !== undefined && further.length === 0 && (channels === 1 || channels === 3 || channels === 4);
}

/** Whether a column may have lost the differences that its file has. */
function mayLoseDifferences(values: Float32Array, size: number): boolean {
  for (let column = 0; column < size; column++) {
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let index = column; index < values.length; index += size) {
      low = Math.min(low, at(values, index));
      high = Math.max(high, at(values, index));
    }
    if (mayBeCoarse(low, high)) return true;
  }
  return false;
}
