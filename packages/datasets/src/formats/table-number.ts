import type { Delimiter } from '../remedies/pandas-line.ts';

const plainNumber = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/** As every language writes numbers. */
export function isPlainNumber(text: string): boolean {
  return plainNumber.test(text);
}

/**
 * The number in a cell; null if there is none. Where semicolons separate the cells, a comma is the decimal point. True and False are 1 and 0, as
 * pandas writes them.
 */
export function numberIn(cell: string, delimiter: Delimiter): number | null {
  const text = delimiter === ';' ? cell.replace(',', '.') : cell;
  if (isPlainNumber(text)) return Number(text);
  if (/^true$/i.test(text)) return 1;
  return /^false$/i.test(text) ? 0 : null;
}

const groupedByPoints = /^[+-]?[1-9]\d{0,2}(?:\.\d{3})+$/;

/** How a number of a table with semicolons marks decimals: by a comma, or by points that may separate thousands; null if it does neither. */
export function decimalMarkIn(cell: string, delimiter: Delimiter): 'comma' | 'point' | null {
  if (delimiter !== ';') return null;
  if (cell.includes(',')) return 'comma';
  return groupedByPoints.test(cell) ? 'point' : null;
}
