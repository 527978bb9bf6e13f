import { expect, it } from 'vitest';
import { bytesOf, npyBytes } from '../testing/write-arrays.ts';
import { decodeNpy } from './npy-file.ts';

const source = { field: 'dataset.train', path: '/data/a.npy', remedy: 'Check the path.' };

/** The value at an index is 100 i + 10 j + k, written with the first index varying fastest. */
function fortranFile([rows, columns, depth]: readonly [number, number, number]): Uint8Array {
  const values: number[] = [];
  for (let k = 0; k < depth; k++) for (let j = 0; j < columns; j++) for (let i = 0; i < rows; i++) values.push(100 * i + 10 * j + k);
  return npyBytes('<f8', [rows, columns, depth], bytesOf(Float64Array.from(values)), 'Fortran');
}

it('reads an array that is stored by column in the order of its rows', () => {
  const array = decodeNpy(fortranFile([2, 3, 2]), source);
  if (array.kind !== 'numbers') throw new TypeError('expected numbers');
  const byRow = [0, 1, 10, 11, 20, 21, 100, 101, 110, 111, 120, 121];
  expect(array.shape).toEqual([2, 3, 2]);
  expect(array.toSamples()).toEqual(Float32Array.from(byRow));
  expect(array.toExact()).toEqual(byRow);
  expect(byRow.map((_, index) => array.exactAt(index))).toEqual(byRow);
  // Columns of a sample are those of its flattened values.
  expect(array.ranges(6)).toEqual([0, 1, 10, 11, 20, 21].map((low) => ({ low, high: 100 + low })));
  expect(() => array.exactAt(12)).toThrow('there is no value 12 among 12');
});
