import { describe, expect, it } from 'vitest';
import { widestCells } from './widest-cells.ts';

const cell = (value: unknown) => ({ getValue: () => value });
const widestOf = (...rows: readonly (readonly unknown[])[]) =>
  widestCells(rows.map((row) => row.map(cell))).map((found) => found.getValue());

describe('widestCells', () => {
  it('takes the longest text and the largest number of each column', () => {
    expect(widestOf(['784-16', 9.5], ['784-256-64', 10], ['784', 0.123456789])).toEqual(['784-256-64', 10]);
  });

  it('prefers any value to a missing one', () => {
    expect(widestOf([undefined, undefined], [3, undefined])).toEqual([3, undefined]);
    expect(widestOf()).toEqual([]);
  });
});
