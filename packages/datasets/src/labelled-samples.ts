import { sizeOfShape } from '@hourglass/presentation';
import { at } from './checked.ts';
import { arrayShapes, type DataShape, dataShapeFrom } from './data-kind.ts';
import { DatasetError } from './errors.ts';
import type { FileArray, NumericArray } from './formats/file-array.ts';
import { isNpy } from './formats/npy-header.ts';
import { type OpenedFile, openFile } from './formats/open-file.ts';
import { type LabelValues, labelValues } from './labels.ts';
import { type Change, divided, filled, finiteRows, flattened, numpyLine, type WritePython } from './remedies/python.ts';
import { mayBeCoarse, requireDistinct } from './require-distinct.ts';
import { readBytes, type SourceFile } from './source-file.ts';

/** Samples of one file with the labels that it or another file has for them. */
export interface FileSamples {
  readonly count: number;
  /** The kind and shape of one sample. */
  readonly shape: DataShape;
  readonly size: number;
  /** `[count, size]` */
  readonly values: Uint8Array | Float32Array;
  readonly labels: LabelValues | null;
}

/** Samples of a part of a data set. */
export interface LabelledSamples extends Omit<FileSamples, 'labels'> {
  readonly labels: Uint8Array | null;
}

/** Names that the arrays of an `.npz` file usually have, by what they hold. */
export const usualNames = { train: 'x_train', trainLabels: 'y_train', test: 'x_test', testLabels: 'y_test' } as const;
type Role = keyof typeof usualNames;

/** @throws DatasetError where a file is missing, damaged, or holds no samples */
export async function readFileSamples(source: SourceFile, labelSource: SourceFile | null, role: 'train' | 'test'): Promise<FileSamples> {
  // The samples of a table exclude the column that holds the labels.
  const labelColumns = labelSource?.path === source.path && labelSource.part !== undefined ? [labelSource.part] : [];
  const { array, python } = await readPart(source, role, { withoutColumns: labelColumns });
  if (array.kind === 'text') throw invalid(source, 'holds texts', 'numbers; texts can be labels (trainLabels, testLabels).');
  const [count = 0, ...dimensions] = array.shape;
  const shape = dataShapeFrom(dimensions);
  if (count === 0 || shape === null) {
    const received = `has the shape [${array.shape.join(', ')}]`;
    if (count === 0 && array.shape.length > 1) throw invalid(source, `${received}, so it holds no samples`, `${arrayShapes}.`);
    const canFlatten = array.shape.length > 0 && !array.shape.includes(0);
    throw invalid(source, received, `${arrayShapes}.${canFlatten && python !== null ? ` ${python(flattened)}` : ''}`);
  }
  const size = sizeOfShape(dimensions);
  const values = array.toSamples();
  requireFinite({ array, values, size, python }, source);
  if (values instanceof Float32Array && mayLoseDifferences(values, size)) requireDistinct({ array, python }, size, source);
  const labels =
    labelSource === null
      ? null
      : labelValues((await readPart(labelSource, role === 'train' ? 'trainLabels' : 'testLabels', { count })).array, labelSource, count);
  return { count, shape, size, values, labels };
}

/** Samples `from` to `to`, over the same memory. */
export function slice(samples: LabelledSamples, from: number, to: number): LabelledSamples {
  const { size, values, labels } = samples;
  return { ...samples, count: to - from, values: values.subarray(from * size, to * size), labels: labels?.subarray(from, to) ?? null };
}

interface ReadValues {
  readonly array: NumericArray;
  readonly values: Uint8Array | Float32Array;
  readonly size: number;
  readonly python: WritePython | null;
}

function requireFinite({ array, values, size, python }: ReadValues, source: SourceFile): void {
  if (values instanceof Uint8Array) return;
  const index = values.findIndex((value) => !Number.isFinite(value));
  if (index === -1) return;
  const exact = Number(array.exactAt(index));
  const row = Math.floor(index / size);
  const change = (name: Change) => (python === null ? '' : `. ${python(name)}`);
  if (Number.isFinite(exact)) {
    const allowed = `numbers up to 3.4e38; divide each column by its largest value${change(divided) || '.'}`;
    throw invalid(source, `holds ${exact} in row ${row}, which is beyond 32-bit numbers`, allowed);
  }
  const isWhole = hasFiniteRow(values, size);
  const remedy = isWhole ? 'remove such rows, and those of their labels' : 'every row has such a value, so fill them';
  throw invalid(source, `holds ${exact} in row ${row}`, `finite numbers; ${remedy}${change(isWhole ? finiteRows : filled) || '.'}`);
}

function hasFiniteRow(values: Float32Array, size: number): boolean {
  for (let start = 0; start < values.length; start += size) {
    if (values.subarray(start, start + size).every(Number.isFinite)) return true;
  }
  return false;
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

interface PartOptions {
  /** Columns of a table that hold the labels of its samples. */
  readonly withoutColumns?: readonly string[];
  /** How many labels are wanted. */
  readonly count?: number;
}

interface ReadPart {
  readonly array: FileArray;
  /** Null where no line of Python changes the file: IDX. */
  readonly python: WritePython | null;
}

async function readPart(source: SourceFile, role: Role, options: PartOptions = {}): Promise<ReadPart> {
  const bytes = await readBytes(source);
  const file = await openFile(bytes, source);
  switch (file.kind) {
    case 'array':
      return { array: file.array, python: isNpy(bytes) ? ({ numpy }) => numpyLine(source, numpy) : null };
    case 'arrays': {
      const name = await arrayName(file, source, role);
      const named = { ...source, path: `${source.path}#${name}`, part: name };
      return { array: await file.read(name), python: ({ numpy }) => numpyLine(named, numpy) };
    }
    case 'table':
      return { array: tablePart(file, source, role, options), python: file.python };
  }
}

async function arrayName(file: OpenedFile & { readonly kind: 'arrays' }, source: SourceFile, role: Role): Promise<string> {
  if (source.part !== undefined) return source.part;
  const [only] = file.names;
  if (only !== undefined && file.names.length === 1) return only;
  const usual = usualNames[role];
  if (file.names.includes(usual)) return usual;
  if (only === undefined) {
    throw new DatasetError(
      'FORMAT_UNSUPPORTED',
      `${source.field}: ${source.path} is a zip archive without arrays of NumPy. Save its values as .npy, .npz or CSV.`,
    );
  }
  throw new DatasetError(
    'PART_MISSING',
    `${source.field}: ${source.path} holds ${file.describe()}; say which is meant: ${source.path}#${only}`,
  );
}

function tablePart(
  table: OpenedFile & { readonly kind: 'table' },
  source: SourceFile,
  role: Role,
  { withoutColumns = [], count }: PartOptions,
): FileArray {
  if (source.part !== undefined) return table.column(source.part);
  const isLabels = role === 'trainLabels' || role === 'testLabels';
  if (!isLabels) return table.samples(withoutColumns);
  if (table.names.length === 1) return table.onlyColumn(count);
  throw new DatasetError(
    'PART_MISSING',
    `${source.field}: ${source.path} has the columns ${table.names.join(', ')}; say which holds the labels: ${source.path}#${table.names.at(-1)}`,
  );
}

function invalid({ field, path }: SourceFile, received: string, allowed: string): DatasetError {
  return new DatasetError('SAMPLES_INVALID', `${field}: ${path} ${received}; allowed are ${allowed}`);
}
