import { DatasetError } from './errors.ts';
import type { ColumnRange } from './formats/column-ranges.ts';
import type { NumericArray } from './formats/file-array.ts';
import { afterChange, ownPath, type SourceFile } from './source-file.ts';

/** Float32 has 24 significant bits. */
const significantBits = 24;

/** Steps between the values of float32 that the range of a column has to span. */
const leastSteps = 50;

/** Columns of floats that vary less, in parts of their size, are constant but for rounding. */
const rounding = 1e-11;

/**
 * Samples are held in float32. Values that differ by little compared with their size, as times in seconds or large ids, would become equal there.
 *
 * @param array with the values as the file has them
 * @param columns values of a sample
 * @throws DatasetError SAMPLES_INVALID where no column that varies keeps its differences
 */
export function requireDistinct(array: NumericArray, columns: number, source: SourceFile): void {
  const varying = array.ranges(columns).filter(isVarying);
  const [first] = varying;
  if (first === undefined || varying.some(isDistinct)) return;
  throw new DatasetError(
    'SAMPLES_INVALID',
    `${source.field}: ${source.path} holds values from ${first.low} to ${first.high}; samples are held as 32-bit numbers, which are ${stepOf(first)} apart there, so their differences would be lost. ${remedyFor(source)}`,
  );
}

/** Whether float32 could be too coarse for a column with these values, which are in float32 already. */
export function mayBeCoarse(low: number, high: number): boolean {
  return high - low < leastSteps * stepOf({ low, high });
}

function isVarying({ low, high }: ColumnRange): boolean {
  const range = rangeOf({ low, high });
  return typeof low === 'bigint' ? range > 0 : range > rounding * largest({ low, high });
}

function isDistinct(range: ColumnRange): boolean {
  return rangeOf(range) >= leastSteps * stepOf(range);
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
  return size === 0 ? 0 : 2 ** (Math.floor(Math.log2(size)) - significantBits + 1);
}

function remedyFor(source: SourceFile): string {
  const { path, part } = source;
  const file = JSON.stringify(ownPath(source));
  return part === undefined && path.endsWith('.npy')
    ? `Subtract the smallest value of each column. In Python: import numpy as np; a = np.load(${file}); np.save(${file}, (a - a.min(axis=0)).astype(np.float32))${afterChange(source)}`
    : 'Subtract the smallest value of each column first.';
}
