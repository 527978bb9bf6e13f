import { markdownTable } from 'markdown-table';
import type { Summary } from '../measuring/statistics.ts';

export interface Column<Row> {
  readonly title: string;
  readonly align: 'left' | 'right';
  readonly text: (row: Row) => string;
}

/** A table in GitHub's Markdown. */
export function formatTable<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const cells = [columns.map(({ title }) => title), ...rows.map((row) => columns.map(({ text }) => text(row).replaceAll('|', '\\|')))];
  return markdownTable(cells, { align: columns.map(({ align }) => align) });
}

/** Three significant digits without an exponent. Digits before the decimal point are all kept. */
export function digits(value: number): string {
  if (!Number.isFinite(value)) return '–';
  if (Math.abs(value) >= 100) return value.toLocaleString('en', { maximumFractionDigits: 0 });
  return Number(value.toPrecision(3)).toLocaleString('en', { minimumFractionDigits: decimals(value), maximumFractionDigits: 12 });
}

/** The number of decimals for three significant digits: 12.3, 1.23, 0.123. */
function decimals(value: number): number {
  return value === 0 ? 0 : Math.max(0, 2 - Math.floor(Math.log10(Math.abs(Number(value.toPrecision(3))))));
}

export function spread({ low, high }: Summary): string {
  return `${digits(low)}–${digits(high)}`;
}

export function percent(fraction: number): string {
  return `${(100 * fraction).toFixed(Math.abs(fraction) < 0.1 ? 1 : 0)}%`;
}
