import { at } from '../checked.ts';
import type { TableStyle } from '../remedies/pandas-line.ts';
import { cellTooLarge, looksNumeric, notANumber, twoDecimalMarks, type WrongCell } from '../remedies/wrong-cell.ts';
import type { SourceFile } from '../source-file.ts';
import { ColumnRanges } from './column-ranges.ts';
import type { NumericArray } from './file-array.ts';
import { decimalMarkIn, numberIn } from './table-number.ts';
import { cellAt, type VisitRow } from './table-rows.ts';

/** The rows of a table below its header, with what messages about a cell need. */
export interface TableRows {
  readonly source: SourceFile;
  readonly style: TableStyle;
  readonly names: readonly string[];
  readonly visit: (visit: VisitRow) => void;
}

/**
 * Columns of a table as samples `[rows, columns]`, in float32.
 *
 * @param columns indices of the columns, from 0
 * @throws DatasetError CELL_INVALID where a cell is not a number, is beyond float32, or marks decimals in another way than the others
 */
export function tableSamples(table: TableRows, columns: readonly number[]): NumericArray {
  const { source, style } = table;
  const { delimiter } = style;
  // Outside of V8's heap, which workers keep small.
  let values = new Float32Array(1_024);
  const ranges = new ColumnRanges();
  const marked: { comma?: WrongCell; point?: WrongCell } = {};
  let length = 0;
  let count = 0;
  table.visit(({ cells, line }) => {
    count++;
    for (const column of columns) {
      const cell = cellAt(cells, column);
      const value = numberIn(cell, delimiter);
      const describe = () => ({ cell, line, column, name: cellAt(table.names, column), amongNumbers: isAmongNumbers(table, column) });
      if (value === null) throw notANumber(describe(), source, style);
      if (!Number.isFinite(Math.fround(value))) throw cellTooLarge(describe(), source, style);
      const mark = decimalMarkIn(cell, delimiter);
      if (mark !== null) marked[mark] ??= describe();
      if (length === values.length) values = doubled(values);
      ranges.add(length % columns.length, value);
      values[length++] = value;
    }
  });
  const { comma, point } = marked;
  if (comma !== undefined && point !== undefined) throw twoDecimalMarks({ comma, point }, source, style);
  const samples = values.subarray(0, length);
  return {
    kind: 'numbers',
    shape: [count, columns.length],
    toSamples: () => samples,
    ranges: () => ranges.all,
    toExact: () => Array.from(samples),
    exactAt: (index) => at(samples, index),
  };
}

/** Whether most cells of a column are numbers, or look like numbers. */
function isAmongNumbers({ visit, style }: TableRows, column: number): boolean {
  let [numbers, others] = [0, 0];
  visit(({ cells }) => {
    const cell = cellAt(cells, column);
    if (numberIn(cell, style.delimiter) !== null || looksNumeric(cell)) numbers++;
    else others++;
  });
  return numbers > others;
}

function doubled(values: Float32Array): Float32Array<ArrayBuffer> {
  const larger = new Float32Array(2 * values.length);
  larger.set(values);
  return larger;
}
