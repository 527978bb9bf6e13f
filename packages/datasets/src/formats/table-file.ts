import { constants } from 'node:buffer';
import { CsvError } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import { at } from '../checked.ts';
import { DatasetError } from '../errors.ts';
import { type Delimiter, pandasLine } from '../remedies/pandas-line.ts';
import type { WritePython } from '../remedies/python.ts';
import { cellTooLarge, looksNumeric, notANumber, twoDecimalMarks, type WrongCell } from '../remedies/wrong-cell.ts';
import { ownPath, type SourceFile } from '../source-file.ts';
import { ColumnRanges } from './column-ranges.ts';
import type { FileArray, NumericArray, TextArray } from './file-array.ts';
import { requireTable, undecodable } from './unknown-format.ts';

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
  requireTable(bytes, source);
  const text = decodeText(bytes, source);
  const delimiter = delimiterOf(text);
  const records = (visit: (cells: readonly string[], line: number) => void) => readRecords(text, delimiter, source, visit);
  const first: { readonly cells: readonly string[]; readonly line: number }[] = [];
  records((cells, line) => {
    if (first.length < 2) first.push({ cells, line });
  });
  const [top, second] = first;
  if (top === undefined) throw new DatasetError('FORMAT_UNSUPPORTED', `${source.field}: ${source.path} holds no row. ${source.remedy}`);
  const isNumber = (cell: string) => toNumber(cell, delimiter) !== null;
  const hasHeader = isHeader(top.cells, second?.cells, isNumber);
  const names = hasHeader ? uniqueNames(top.cells) : top.cells.map((_, column) => `${column + 1}`);
  const rows = (visit: (cells: readonly string[], line: number) => void) =>
    records((cells, line) => {
      if (!hasHeader || line !== top.line) visit(cells, line);
    });
  const style = {
    delimiter,
    hasHeader,
    get comments() {
      return commentLines(text);
    },
  };
  const isAmongNumbers = (column: number) => {
    let [numbers, others] = [0, 0];
    rows((cells) => {
      const cell = cellAt(cells, column);
      if (isNumber(cell) || looksNumeric(cell)) numbers++;
      else others++;
    });
    return numbers >= others;
  };

  return {
    names,
    python: ({ pandas }) => pandasLine(source, style, pandas),
    samples(without) {
      const wanted = names.flatMap((name, column) => (without.includes(name) ? [] : [column]));
      // Outside of V8's heap, which workers keep small.
      let values = new Float32Array(1_024);
      const ranges = new ColumnRanges();
      const marks: { comma?: WrongCell; point?: WrongCell } = {};
      let length = 0;
      let count = 0;
      rows((cells, line) => {
        count++;
        for (const column of wanted) {
          const cell = cellAt(cells, column);
          const value = toNumber(cell, delimiter);
          const wrong = () => ({ cell, line, column, name: nameAt(names, column), amongNumbers: isAmongNumbers(column) });
          if (value === null) throw notANumber(wrong(), source, style);
          if (!Number.isFinite(Math.fround(value))) throw cellTooLarge(wrong(), source, style);
          if (delimiter === ';' && cell.includes(',')) marks.comma ??= wrong();
          if (delimiter === ';' && groupedByPoints.test(cell)) marks.point ??= wrong();
          if (length === values.length) values = grown(values);
          ranges.add(length % wanted.length, value);
          values[length++] = value;
        }
      });
      const { comma, point } = marks;
      if (comma !== undefined && point !== undefined) throw twoDecimalMarks({ comma, point }, source, style);
      const samples = values.subarray(0, length);
      return {
        kind: 'numbers',
        shape: [count, wanted.length],
        toSamples: () => samples,
        ranges: () => ranges.all,
        toExact: () => Array.from(samples),
        exactAt: (index) => at(samples, index),
      };
    },
    column(name) {
      const column = names.indexOf(name);
      if (column === -1) {
        throw new DatasetError(
          'PART_MISSING',
          `${source.field}: ${source.path} has no column called ${JSON.stringify(name)}; it has ${names.join(', ')}.`,
        );
      }
      const texts: string[] = [];
      rows((cells) => texts.push(cellAt(cells, column)));
      return toColumn(texts, delimiter);
    },
    onlyColumn(count) {
      const texts: string[] = [];
      rows((cells) => texts.push(cellAt(cells, 0)));
      return toColumn(hasHeader && texts.length + 1 === count ? [cellAt(top.cells, 0), ...texts] : texts, delimiter);
    },
  };
}

function toColumn(texts: readonly string[], delimiter: Delimiter): FileArray {
  const numbers = texts.flatMap((cell) => toNumber(cell, delimiter) ?? []);
  const shape = [texts.length];
  if (numbers.length < texts.length) return { kind: 'text', shape, texts } satisfies TextArray;
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

/** Of a file that is no text, so many bytes show it. */
const beginningBytes = 65_536;

function decodeText(bytes: Uint8Array, source: SourceFile): string {
  if (bytes.length === 0) throw new DatasetError('FORMAT_UNSUPPORTED', `${source.field}: ${source.path} is empty. ${source.remedy}`);
  // Before the length: what is no text is no table that is too long.
  if (bytes.subarray(0, beginningBytes).includes(0)) throw undecodable(bytes, source);
  if (bytes.length > constants.MAX_STRING_LENGTH) {
    throw new DatasetError(
      'FILE_TOO_LARGE',
      `${source.field}: ${source.path} is a table of ${bytes.length} bytes; tables of at most ${constants.MAX_STRING_LENGTH} are read. Save it as .npy. In Python: import numpy as np, pandas as pd; a = pd.read_csv(${JSON.stringify(ownPath(source))}); np.save('samples.npy', a.select_dtypes('number').to_numpy('float32'))`,
    );
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (!text.includes('\0')) return text;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
  throw undecodable(bytes, source);
}

/** The delimiter that is most frequent in the first row; spaces if no other occurs. */
function delimiterOf(text: string): Delimiter {
  const line = /^(?:\s*(?:#.*)?\n)*(.*)$/m.exec(text)?.[1] ?? '';
  const counts = ([',', ';', '\t'] as const).map((delimiter) => ({ delimiter, count: line.split(delimiter).length - 1 }));
  const best = counts.reduce((most, one) => (one.count > most.count ? one : most));
  return best.count > 0 ? best.delimiter : ' ';
}

function commentLines(text: string): readonly number[] {
  if (!text.includes('#')) return [];
  return text.split(/\r\n|\r|\n/).flatMap((line, index) => (line.startsWith('#') ? [index] : []));
}

function readRecords(
  text: string,
  delimiter: Delimiter,
  source: SourceFile,
  visit: (cells: readonly string[], line: number) => void,
): void {
  let width: number | undefined;
  const visitAlike = (cells: readonly string[], line: number) => {
    width ??= cells.length;
    if (cells.length !== width) {
      throw new DatasetError(
        'FILE_DAMAGED',
        `${source.field}: ${source.path} is no table: line ${line} has ${cells.length} cells, the first row ${width}. ${source.remedy}`,
      );
    }
    visit(cells, line);
  };
  try {
    parse(text, {
      delimiter,
      comment: '#',
      comment_no_infix: true,
      skip_empty_lines: true,
      trim: true,
      // Several spaces are one separator.
      ...(delimiter === ' ' ? { relax_column_count: true } : {}),
      on_record: (record: string[], { lines }) => {
        visitAlike(delimiter === ' ' ? record.filter((cell) => cell !== '') : record, lines);
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

/** Whether the first row holds names: it has a word above a column of numbers, or every cell is a different word. */
function isHeader(top: readonly string[], second: readonly string[] | undefined, isNumber: (cell: string) => boolean): boolean {
  const words = top.filter((cell) => !isNumber(cell));
  if (words.length === 0) return false;
  if (second?.some((cell, column) => isNumber(cell) && words.includes(cellAt(top, column)))) return true;
  return words.length === top.length && new Set(words).size === words.length;
}

function uniqueNames(cells: readonly string[]): readonly string[] {
  return cells.map((cell, column) => {
    if (cell !== '' && cells.indexOf(cell) === column) return cell;
    // pandas leaves the name of its index empty, and calls columns without a name 0, 1, 2.
    const number = `${column + 1}`;
    return cells.includes(number) ? `column ${number}` : number;
  });
}

/** In a table with decimal commas such a cell may have points between thousands. */
const groupedByPoints = /^[+-]?[1-9]\d{0,2}(?:\.\d{3})+$/;

const plainNumber = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/** Null where it is none. With semicolons between cells, a comma is the decimal point; True and False are 1 and 0, as pandas writes them. */
function toNumber(cell: string, delimiter: Delimiter): number | null {
  const text = delimiter === ';' ? cell.replace(',', '.') : cell;
  if (plainNumber.test(text)) return Number(text);
  if (/^true$/i.test(text)) return 1;
  return /^false$/i.test(text) ? 0 : null;
}

function grown(values: Float32Array): Float32Array<ArrayBuffer> {
  const larger = new Float32Array(2 * values.length);
  larger.set(values);
  return larger;
}

function cellAt(cells: readonly string[], column: number): string {
  const cell = cells[column];
  if (cell === undefined) throw new RangeError(`a row has ${cells.length} cells, so no column ${column + 1}`);
  return cell;
}

function nameAt(names: readonly string[], column: number): string {
  return cellAt(names, column);
}
