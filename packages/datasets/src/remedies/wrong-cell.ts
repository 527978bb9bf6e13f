import { DatasetError } from '../errors.ts';
import type { SourceFile } from '../source-file.ts';
import { pandasLine, type TableStyle } from './pandas-line.ts';
import { divided, finiteRows, pythonText } from './python.ts';

export interface WrongCell {
  readonly cell: string;
  readonly line: number;
  /** Index of its column, from 0. */
  readonly column: number;
  /** Name of its column, or its number from 1 in a table without header. */
  readonly name: string;
  /** Whether most cells of the column are numbers, or look like numbers that can be written plainly. */
  readonly amongNumbers: boolean;
}

/** What a cell that is no plain number looks like, and the Python that reads it. */
interface CellKind {
  readonly looksLike: RegExp;
  readonly what: string;
  readonly change: string;
  readonly read: string | ((cell: string) => string);
}

const missingKinds: readonly CellKind[] = [
  {
    looksLike: /^(|n\/?a|#n\/?a|nan|null|none|missing|[-–—?.*]+)$/i,
    what: 'which stands for a missing value; every cell must be a number. Remove such rows',
    change: 'a.dropna(axis=1, how="all").dropna()',
    read: (cell) => (cell === '' ? '' : `, na_values=[${pythonText(cell)}]`),
  },
  {
    looksLike: /^[+-]?inf(inity)?$/i,
    what: 'which is not finite. Remove such rows',
    change: finiteRows.pandas,
    read: '',
  },
];

/** Numbers that are not written plainly. The first match counts. */
const numeralKinds: readonly CellKind[] = [
  {
    looksLike: /^[+-]?\d{1,3}(\.\d{3})+(,\d*)?$/,
    what: 'a number with points between thousands and a decimal comma. Write plain numbers',
    change: 'a',
    read: ', thousands=".", decimal=","',
  },
  {
    looksLike: /^[+-]?\d{1,3}(,\d{3})+\.\d*$/,
    what: 'a number with commas between thousands. Write plain numbers',
    change: 'a',
    read: ', thousands=",", decimal="."',
  },
  {
    looksLike: /^[+-]?\d{1,3}([ '\u00a0\u202f]\d{3})+([.,]\d*)?$/,
    what: 'a number with marks between thousands. Write plain numbers',
    // pandas takes only ASCII marks as `thousands`.
    change: `a.replace({r"(?<=\\d)[ '\\u00a0\\u202f](?=\\d{3})": ""}, regex=True)`,
    read: '',
  },
  {
    looksLike: /^[+-]?\d*,\d+(e[+-]?\d+)?$/i,
    what: 'a number with a decimal comma, which is read where semicolons separate the cells. Write decimal points (if the comma separates thousands, use thousands="," instead of decimal=",")',
    change: 'a',
    read: ', decimal=","',
  },
  {
    looksLike: /^(?=.*[%$€£¥−])([$€£¥]\s*)?[+−-]?([$€£¥]\s*)?[\d.,]+\s*[%$€£¥]?$/,
    what: 'a number with a sign that is not part of plain numbers. Remove it',
    change: 'a.replace({"−": "-", "[%$€£¥]": ""}, regex=True)',
    read: '',
  },
  {
    looksLike: /^[+-]?\p{Nd}+(\.\p{Nd}*)?$/u,
    what: 'a number in the digits of another script. Write digits from 0 to 9',
    change: 'a.apply(lambda v: v.map(float))',
    read: '',
  },
];

const kinds = [...missingKinds, ...numeralKinds];

/** Whether a cell is a number that is not written plainly: no name of a column. */
export function isNumeral(cell: string): boolean {
  return numeralKinds.some(({ looksLike }) => looksLike.test(cell));
}

/** Whether a cell that is not a plain number means a number or a missing value. */
export function looksNumeric(cell: string): boolean {
  return kinds.some(({ looksLike }) => looksLike.test(cell));
}

/** A cell that is not a number: what it is, and a change that works. */
export function notANumber(wrong: WrongCell, source: SourceFile, style: TableStyle): DatasetError {
  const { cell, name, amongNumbers } = wrong;
  const received = cell === '' ? 'is empty' : `: received ${JSON.stringify(cell.slice(0, 60))}`;
  const at = `${locationOf(wrong, source, style)}${cell === '' ? ' ' : ''}${received}`;
  const kind = amongNumbers ? kinds.find(({ looksLike }) => looksLike.test(cell)) : undefined;
  if (kind !== undefined) {
    const what = cell === '' ? 'every cell must be a number. Remove such rows' : kind.what;
    const read = typeof kind.read === 'string' ? kind.read : kind.read(cell);
    return new DatasetError(
      'CELL_INVALID',
      `${at}${cell === '' ? '; ' : ', '}${what}. ${pandasLine(source, style, { change: kind.change, read })}`,
    );
  }
  const column = style.hasHeader ? pythonText(name) : `${wrong.column}`;
  if (amongNumbers) {
    const rows = pandasLine(source, style, { change: `a[pd.to_numeric(a[${column}], errors="coerce").notna()]` });
    return new DatasetError(
      'CELL_INVALID',
      `${at}, which is not a number, but most cells of the column are. Correct it, or remove such rows. ${rows}`,
    );
  }
  return new DatasetError(
    'CELL_INVALID',
    `${at}, which is not a number. If the column holds the labels, say so (trainLabels: ${source.path}#${name}); otherwise remove it. ` +
      pandasLine(source, style, { change: `a.drop(columns=[${column}])` }),
  );
}

export function cellTooLarge(wrong: WrongCell, source: SourceFile, style: TableStyle): DatasetError {
  return new DatasetError(
    'CELL_INVALID',
    `${locationOf(wrong, source, style)}: received ${wrong.cell}, which is beyond 32-bit numbers; numbers up to 3.4e38 are allowed. ` +
      `Divide the values. ${pandasLine(source, style, { change: divided.pandas })}`,
  );
}

/** A table in which a point is the decimal mark of one cell and a comma that of another, so that neither can be trusted. */
export function twoDecimalMarks(
  cells: { readonly comma: WrongCell; readonly point: WrongCell },
  source: SourceFile,
  style: TableStyle,
): DatasetError {
  const { comma, point } = cells;
  return new DatasetError(
    'CELL_INVALID',
    `${source.field}: ${source.path} has a decimal comma in line ${comma.line} (${JSON.stringify(comma.cell)}) and a point in line ${point.line} ` +
      `(${JSON.stringify(point.cell)}); the points probably separate thousands. Write plain numbers. ${pandasLine(source, style, { change: 'a', read: ', thousands=".", decimal=","' })}`,
  );
}

function locationOf({ line, name }: WrongCell, { field, path }: SourceFile, { hasHeader }: TableStyle): string {
  return `${field}: ${path}, line ${line}, column ${hasHeader ? JSON.stringify(name) : name}`;
}
