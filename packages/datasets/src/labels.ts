import { DatasetError } from './errors.ts';
import type { FileArray } from './formats/file-array.ts';
import type { SourceFile } from './source-file.ts';

/** Labels as stored in a file, one per sample: whole numbers or texts. */
export interface LabelValues {
  readonly values: readonly (bigint | string)[];
  readonly source: SourceFile;
}

/** Encoded labels: one byte per sample. */
export interface Labels {
  /** The label itself, or its index in `classes`. */
  readonly labels: readonly Uint8Array[];
  /** Names of the classes; null if the labels are the numbers 0 to 255. */
  readonly classes: readonly string[] | null;
}

const maxClasses = 256;

/** @param count number of samples @throws DatasetError LABELS_INVALID unless there is one label per sample and every number is whole */
export function labelValues(array: FileArray, source: SourceFile, count: number): LabelValues {
  const { shape } = array;
  const isColumn = shape[0] === count && shape.slice(1).every((size) => size === 1);
  if (!isColumn) throw invalid(source, `has the shape [${shape.join(', ')}]`, `[${count}], one label for each sample, is allowed`);
  if (array.kind === 'text') return { values: array.texts, source };
  const values = array.toExact().map((value, row) => {
    if (typeof value === 'bigint') return value;
    if (!Number.isInteger(value)) {
      throw invalid(source, `holds ${value} in row ${row}`, 'labels are whole numbers or texts; numbers between belong to the samples');
    }
    return BigInt(value);
  });
  return { values, source };
}

/**
 * Numbers from 0 to 255 are unchanged. Other numbers and texts become classes, in numeric or alphabetical order, over all splits
 * together.
 *
 * @throws DatasetError LABELS_INVALID if there are more than 256 classes
 */
export function encodeLabels(parts: readonly LabelValues[]): Labels {
  const distinct = new Set(parts.flatMap(({ values }) => [...new Set(values)]));
  if ([...distinct].every((value) => typeof value === 'bigint' && value >= 0n && value <= 255n)) {
    return { labels: parts.map(({ values }) => Uint8Array.from(values, Number)), classes: null };
  }
  const sorted = [...distinct].sort(compare);
  const [first] = parts;
  if (sorted.length > maxClasses && first !== undefined) {
    throw invalid(first.source, `holds ${sorted.length} different labels`, `at most ${maxClasses} are allowed`);
  }
  const indices = new Map(sorted.map((value, index) => [value, index]));
  const indexIn = (value: bigint | string): number => {
    const index = indices.get(value);
    if (index === undefined) throw new RangeError(`${value} is not among the classes`);
    return index;
  };
  return { labels: parts.map(({ values }) => Uint8Array.from(values, indexIn)), classes: sorted.map(String) };
}

/** Numbers in ascending order, then texts by code point, which does not depend on the locale. */
function compare(one: bigint | string, other: bigint | string): number {
  if (typeof one !== typeof other) return typeof one === 'bigint' ? -1 : 1;
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

function invalid({ field, path }: SourceFile, received: string, allowed: string): DatasetError {
  return new DatasetError('LABELS_INVALID', `${field}: ${path} ${received}; ${allowed}.`);
}
