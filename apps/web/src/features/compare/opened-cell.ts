import type { ComparisonRow } from './row.ts';

export interface OpenedCell {
  readonly row: ComparisonRow;
  readonly sample: number;
}

/** Formats a cell for the URL: `row:sample`. */
export function openText({ key }: ComparisonRow, sample: number): string {
  return `${key}:${sample}`;
}

/** Parses a cell from the URL; null if the text is empty or the cell is not on the page. */
export function openedCell(text: string, rows: readonly ComparisonRow[]): OpenedCell | null {
  const [key, sample] = text.split(':');
  const row = rows.find((each) => each.key === key);
  return row === undefined || sample === undefined || !/^\d+$/.test(sample) ? null : { row, sample: Number(sample) };
}

/** Adds the value if it is missing, and removes it otherwise. */
export function toggled<Value>(values: readonly Value[], value: Value): Value[] {
  return values.includes(value) ? values.filter((each) => each !== value) : [...values, value];
}
