import { at } from '../checked.ts';
import type { Delimiter } from '../remedies/pandas-line.ts';
import { ColumnRanges } from './column-ranges.ts';
import type { FileArray } from './file-array.ts';
import { numberIn } from './table-number.ts';

/** The cells of one column as an array `[rows]`: numbers where every cell is one, else texts. */
export function tableColumn(texts: readonly string[], delimiter: Delimiter): FileArray {
  const numbers = texts.flatMap((cell) => numberIn(cell, delimiter) ?? []);
  const shape = [texts.length];
  if (numbers.length < texts.length) return { kind: 'text', shape, texts };
  return {
    kind: 'numbers',
    shape,
    toSamples: () => Float32Array.from(numbers),
    ranges(columns) {
      const ranges = new ColumnRanges();
      for (const [index, value] of numbers.entries()) ranges.add(index % columns, value);
      return ranges.all;
    },
    toExact: () => numbers,
    exactAt: (index) => at(numbers, index),
  };
}
