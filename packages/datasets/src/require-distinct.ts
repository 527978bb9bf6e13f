import { DatasetError } from './errors.ts';
import type { ColumnRange } from './formats/column-ranges.ts';
import type { NumericArray } from './formats/file-array.ts';
import { divided, type WritePython, withoutOffset } from './remedies/python.ts';
import type { SourceFile } from './source-file.ts';

/** Float32 has 24 significant bits. */
const significantBits = 24;

/** The distance of neighbouring values of float32 about zero, where their exponent has reached its limit. */
const smallestStep = 2 ** -149;

/** Steps between the values of float32 that the range of a column has to span. */
const minSteps = 50;

/** Columns of floats that vary less, in parts of their size, are constant but for rounding. */
const rounding = 1e-11;

/** Samples to check, and how Python would change them; null where no line of Python does. */
export interface CheckedSamples {
  /** The samples, with the values as they are in the file. */
  readonly array: NumericArray;
  readonly python: WritePython | null;
}

/**
 * Samples are held in float32. Values that differ by little compared with their size, as times in seconds or large ids, would become equal there,
 * and so would values close to zero, below 1e-45.
 * A column that loses its differences is accepted if its rounding is small beside the range of another column, because costs don't show it.
 *
 * @param columns values of a sample
 * @throws DatasetError SAMPLES_INVALID
 */
export function requireDistinct({ array, python }: CheckedSamples, columns: number, source: SourceFile): void {
  const ranges = array.ranges(columns).map((range, column) => ({ ...range, column }));
  const varying = ranges.filter(isVarying);
  const [distinct, coarse] = [varying.filter(isDistinct), varying.filter((range) => !isDistinct(range))];
  const largestRange = Math.max(0, ...distinct.map(rangeOf));
  const lost = coarse.find((range) => minSteps * stepOf(range) > largestRange);
  if (lost === undefined) return;
  const [what, change] =
    stepOf(lost) > smallestStep
      ? ['Subtract the smallest value of each column', withoutOffset]
      : ['Divide each column by its largest value', divided];
  const where = distinct.length > 0 ? ` in column ${lost.column + 1}` : '';
  throw new DatasetError(
    'SAMPLES_INVALID',
    `${source.field}: ${source.path} holds values from ${lost.low} to ${lost.high}${where}; samples are held as 32-bit numbers, which are ${stepOf(lost)} apart there, so their differences would be lost. ` +
      `${what}${python === null ? ' first' : `. ${python(change)}`}`,
  );
}

/** Whether float32 could be too coarse for a column with these values, which are in float32 already. */
export function mayBeCoarse(low: number, high: number): boolean {
  return high - low < minSteps * stepOf({ low, high });
}

function isVarying({ low, high }: ColumnRange): boolean {
  const range = rangeOf({ low, high });
  return typeof low === 'bigint' ? range > 0 : range > rounding * largest({ low, high });
}

function isDistinct(range: ColumnRange): boolean {
  return rangeOf(range) >= minSteps * stepOf(range);
}

function rangeOf({ low, high }: ColumnRange): number {
  return typeof low === 'bigint' && typeof high === 'bigint' ? Number(high - low) : Number(high) - Number(low);
}

function largest({ low, high }: ColumnRange): number {
  return Math.max(Math.abs(Number(low)), Math.abs(Number(high)));
}

/** The distance of neighbouring values of float32 at the largest value of a column. */
function stepOf(range: ColumnRange): number {
  const size = largest(range);
  return size === 0 ? smallestStep : Math.max(smallestStep, 2 ** (Math.floor(Math.log2(size)) - significantBits + 1));
}
