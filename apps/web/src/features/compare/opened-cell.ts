import type { ComparisonRow } from './row.ts';

export interface OpenedCell {
  readonly row: ComparisonRow;
  readonly sample: number;
}

/** `row:sample`, as it stands in the address. */
export function openText({ key }: ComparisonRow, sample: number): string {
  return `${key}:${sample}`;
}

/** Null where nothing is open, or what was is not on the page. */
export function openedCell(text: string, rows: readonly ComparisonRow[]): OpenedCell | null {
  const [key, sample] = text.split(':');
  const row = rows.find((each) => each.key === key);
  return row === undefined || sample === undefined || !/^\d+$/.test(sample) ? null : { row, sample: Number(sample) };
}

/** With the value where it was missing, without it where it was there. */
export function toggled<Value>(values: readonly Value[], value: Value): Value[] {
  return values.includes(value) ? values.filter((each) => each !== value) : [...values, value];
}
