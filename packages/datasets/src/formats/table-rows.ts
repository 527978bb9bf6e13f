import { CsvError } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import { DatasetError } from '../errors.ts';
import type { TableText } from './table-text.ts';

/** A row of a table. `line` is its last line in the file, from 1. */
export interface TableRow {
  readonly cells: readonly string[];
  readonly line: number;
}

export type VisitRow = (row: TableRow) => void;

/**
 * Visits every row of a table, with or without a header, in the order of the file. Empty lines and comments are skipped.
 *
 * @throws DatasetError FILE_DAMAGED where rows differ in length, or a quotation mark is not closed
 */
export function visitRows({ text, delimiter, source }: TableText, visit: VisitRow): void {
  let width: number | undefined;
  const visitSameWidth: VisitRow = (row) => {
    const { length } = row.cells;
    width ??= length;
    if (length !== width) {
      throw new DatasetError(
        'FILE_DAMAGED',
        `${source.field}: ${source.path} is no table: line ${row.line} has ${length} cells, the first row ${width}. ${source.remedy}`,
      );
    }
    visit(row);
  };
  try {
    parse(text, {
      delimiter,
      comment: '#',
      comment_no_infix: true,
      skip_empty_lines: true,
      trim: true,
      // Their number is checked here: several spaces are one separator, and the sentence is our own.
      relax_column_count: true,
      on_record: (record: string[], { lines }) => {
        visitSameWidth({ cells: delimiter === ' ' ? record.filter((cell) => cell !== '') : record, line: lines });
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new DatasetError('FILE_DAMAGED', `${source.field}: ${source.path} is no table: ${error.message}. ${source.remedy}`, {
      cause: error,
    });
  }
}

/** @throws RangeError beyond the row's last column */
export function cellAt(cells: readonly string[], column: number): string {
  const cell = cells[column];
  if (cell === undefined) throw new RangeError(`a row has ${cells.length} cells, so no column ${column + 1}`);
  return cell;
}
