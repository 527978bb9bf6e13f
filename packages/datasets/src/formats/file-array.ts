import type { ColumnRange } from './column-ranges.ts';

/** An array of a file, in row-major (C) order independent of the order in the file. */
export type FileArray = NumericArray | TextArray;

export interface NumericArray {
  readonly kind: 'numbers';
  readonly shape: readonly number[];
  /** Unsigned bytes stay bytes, over the file's memory; every other number becomes a Float32. */
  toSamples(): Uint8Array | Float32Array;
  /** Every number as the file has it: 64-bit integers are exact. */
  toExact(): readonly (number | bigint)[];
  /** The range of each column: of `columns` values, row by row. */
  ranges(columns: number): readonly ColumnRange[];
  /** One of them, by its index in row-major order. */
  exactAt(index: number): number | bigint;
}

export interface TextArray {
  readonly kind: 'text';
  readonly shape: readonly number[];
  readonly texts: readonly string[];
}
