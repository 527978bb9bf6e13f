import { DatasetError } from '../errors.ts';
import { pandasLine } from '../remedies/pandas-line.ts';
import type { WritePython } from '../remedies/python.ts';
import { isNumeral } from '../remedies/wrong-cell.ts';
import type { SourceFile } from '../source-file.ts';
import type { FileArray, NumericArray } from './file-array.ts';
import { tableColumn } from './table-column.ts';
import { isHeader, uniqueNames } from './table-header.ts';
import { numberIn } from './table-number.ts';
import { cellAt, type TableRow, type VisitRow, visitRows } from './table-rows.ts';
import { tableSamples } from './table-samples.ts';
import { commentLines, decodeTable, type TableText } from './table-text.ts';

/** A table of text: a row a sample, cells separated by comma, semicolon, tab or spaces, with or without names above the columns. */
export interface TableFile {
  /** Names of the columns; their numbers, from 1, where the table has no header. */
  readonly names: readonly string[];
  /** Every column but these, as samples `[rows, columns]`. @throws DatasetError CELL_INVALID where a cell is not a number */
  samples(without: readonly string[]): NumericArray;
  /** One column `[rows]`: numbers where every cell is one, else texts. @throws DatasetError PART_MISSING */
  column(name: string): FileArray;
  /** The column of a table with one, as `column`. Where `count` cells are wanted and the rows below the header are one fewer, the header is a cell. */
  onlyColumn(count: number | undefined): FileArray;
  /** Python that changes the table. */
  readonly python: WritePython;
}

/** @throws DatasetError FORMAT_UNSUPPORTED where the bytes are no table of text, FILE_DAMAGED where its rows differ in length */
export function openTable(bytes: Uint8Array, source: SourceFile): TableFile {
  const table = decodeTable(bytes, source);
  const { text, delimiter } = table;
  const [top, second] = firstRows(table);
  if (top === undefined) throw new DatasetError('FORMAT_UNSUPPORTED', `${source.field}: ${source.path} holds no row. ${source.remedy}`);
  const hasHeader = isHeader(top, second, (cell) => numberIn(cell, delimiter) !== null || isNumeral(cell));
  const names = hasHeader ? uniqueNames(top.cells) : top.cells.map((_, column) => `${column + 1}`);
  const visit = (visitRow: VisitRow) =>
    visitRows(table, (row) => {
      if (!hasHeader || row.line !== top.line) visitRow(row);
    });
  const style = {
    delimiter,
    hasHeader,
    /** Read when a message needs them. */
    get comments() {
      return commentLines(text);
    },
  };
  const cellsOf = (column: number) => {
    const texts: string[] = [];
    visit(({ cells }) => texts.push(cellAt(cells, column)));
    return texts;
  };
  return {
    names,
    python: ({ pandas }) => pandasLine(source, style, { change: pandas }),
    samples(without) {
      const columns = names.flatMap((name, column) => (without.includes(name) ? [] : [column]));
      return tableSamples({ source, style, names, visit }, columns);
    },
    column(name) {
      const column = names.indexOf(name);
      if (column === -1) {
        throw new DatasetError(
          'PART_MISSING',
          `${source.field}: ${source.path} has no column called ${JSON.stringify(name)}; it has ${names.join(', ')}.`,
        );
      }
      return tableColumn(cellsOf(column), delimiter);
    },
    onlyColumn(count) {
      const texts = cellsOf(0);
      return tableColumn(hasHeader && texts.length + 1 === count ? [cellAt(top.cells, 0), ...texts] : texts, delimiter);
    },
  };
}

/** The first two rows; fewer where the table has fewer. Reads all rows, so that a damaged one is reported. */
function firstRows(table: TableText): readonly TableRow[] {
  const rows: TableRow[] = [];
  visitRows(table, (row) => {
    if (rows.length < 2) rows.push(row);
  });
  return rows;
}
