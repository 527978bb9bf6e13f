import { cellAt, type TableRow } from './table-rows.ts';

/** Whether the first row holds names: it has a word above a column of numbers, or every cell is a different word. */
export function isHeader({ cells }: TableRow, second: TableRow | undefined, isNumber: (cell: string) => boolean): boolean {
  const words = cells.filter((cell) => !isNumber(cell));
  if (words.length === 0) return false;
  if (second?.cells.some((cell, column) => isNumber(cell) && words.includes(cellAt(cells, column)))) return true;
  return words.length === cells.length && new Set(words).size === words.length;
}

/** Names of columns from the cells of a header. A column without a name, or with that of an earlier one, is named by its number, from 1. */
export function uniqueNames(cells: readonly string[]): readonly string[] {
  return cells.map((cell, column) => {
    if (cell !== '' && cells.indexOf(cell) === column) return cell;
    // pandas leaves the name of its index empty, and calls columns without a name 0, 1, 2.
    const number = `${column + 1}`;
    return cells.includes(number) ? `column ${number}` : number;
  });
}
