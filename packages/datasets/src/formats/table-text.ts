import { constants } from 'node:buffer';
import { DatasetError } from '../errors.ts';
import { type Delimiter, numpyFileFromTable, type TableStyle } from '../remedies/pandas-line.ts';
import type { SourceFile } from '../source-file.ts';
import { numberIn } from './table-number.ts';
import { requireTable, undecodable } from './unknown-format.ts';

/** The text of a table, and what separates its cells. */
export interface TableText {
  readonly text: string;
  readonly delimiter: Delimiter;
  readonly source: SourceFile;
}

/** Bytes at the beginning of a file that show whether it is text, and what separates its cells. */
const beginningBytes = 65_536;

/**
 * Decodes the text of a table and detects its delimiter.
 *
 * @param maxBytes the longest string of Node; tests pass less
 * @throws DatasetError FORMAT_UNSUPPORTED where the bytes are no text in UTF-8, FILE_TOO_LARGE beyond `maxBytes`
 */
export function decodeTable(bytes: Uint8Array, source: SourceFile, maxBytes = constants.MAX_STRING_LENGTH): TableText {
  requireTable(bytes, source);
  if (bytes.length === 0) throw new DatasetError('FORMAT_UNSUPPORTED', `${source.field}: ${source.path} is empty. ${source.remedy}`);
  const beginning = bytes.subarray(0, beginningBytes);
  // Before the length: a large file of another format is not a table that is too long.
  if (beginning.includes(0)) throw undecodable(bytes, source);
  if (bytes.length > maxBytes) {
    throw new DatasetError(
      'FILE_TOO_LARGE',
      `${source.field}: ${source.path} is a table of ${bytes.length} bytes; tables of at most ${maxBytes} bytes are read. ` +
        `Save its numbers as .npy, and give the path of samples.npy. ${numpyFileFromTable(source, styleOf(beginning))}`,
    );
  }
  const text = decodeUtf8(bytes);
  if (text === null || text.includes('\0')) throw undecodable(bytes, source);
  return { text, delimiter: delimiterOf(text), source };
}

function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return null;
  }
}

/** How the table with this beginning is written, as far as its first row shows. */
function styleOf(beginning: Uint8Array): TableStyle {
  const text = new TextDecoder('latin1').decode(beginning);
  const delimiter = delimiterOf(text);
  return { delimiter, hasHeader: !areNumbers(firstRowOf(text).split(delimiter), delimiter), comments: [] };
}

/**
 * The delimiter that is most frequent in the first row; spaces if no other occurs. A row of numbers between semicolons may hold more decimal commas
 * than semicolons: `1,5;2,5`.
 */
function delimiterOf(text: string): Delimiter {
  const row = firstRowOf(text);
  if (row.includes(';') && areNumbers(row.split(';'), ';')) return ';';
  const counts = ([',', ';', '\t'] as const).map((delimiter) => ({ delimiter, count: row.split(delimiter).length - 1 }));
  const best = counts.reduce((most, one) => (one.count > most.count ? one : most));
  return best.count > 0 ? best.delimiter : ' ';
}

function areNumbers(cells: readonly string[], delimiter: Delimiter): boolean {
  return cells.every((cell) => numberIn(cell.trim(), delimiter) !== null);
}

/** The first line that is neither empty nor a comment. */
function firstRowOf(text: string): string {
  return /^(?:\s*(?:#.*)?\n)*(.*)$/m.exec(text)?.[1] ?? '';
}

/** Numbers of the lines that begin with `#`, from 0. */
export function commentLines(text: string): readonly number[] {
  if (!text.includes('#')) return [];
  return text.split(/\r\n|\r|\n/).flatMap((line, index) => (line.startsWith('#') ? [index] : []));
}
