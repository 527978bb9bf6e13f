import type { RunRow } from '#wire/run-row.ts';
import { type ComparisonRow, parameterOfRow } from './row.ts';
import type { RowCost } from './row-cost.ts';

/** Sort keys of rows besides their parameters. */
export const rowMeasures = ['cost', 'validation', 'test', 'seconds'] as const;
type RowMeasure = (typeof rowMeasures)[number];

export const rowMeasureWords: Readonly<Record<RowMeasure, string>> = {
  cost: 'cost of these samples',
  validation: 'validation cost',
  test: 'test cost',
  seconds: 'training time',
};

const measures: Readonly<Record<Exclude<RowMeasure, 'cost'>, (run: RunRow) => number | null>> = {
  validation: ({ lastValidationCost }) => lastValidationCost,
  test: ({ lastTestCost }) => lastTestCost,
  seconds: ({ trainingSeconds }) => trainingSeconds,
};

/** Numeric collation sorts `784-64` before `784-256`. */
const collator = new Intl.Collator('en', { numeric: true });

/** Compares rows by a sort key. Rows without a value come last in both directions. */
export function compareBy(
  key: string,
  descending: boolean,
  costOf: (row: ComparisonRow) => RowCost,
): (a: ComparisonRow, b: ComparisonRow) => number {
  return (a, b) => {
    const [left, right] = [sortValue(a, key, costOf), sortValue(b, key, costOf)];
    if (left === null || right === null) return (left === null ? 1 : 0) - (right === null ? 1 : 0);
    const order = typeof left === 'number' && typeof right === 'number' ? left - right : collator.compare(String(left), String(right));
    return descending ? -order : order;
  };
}

function sortValue(row: ComparisonRow, key: string, costOf: (row: ComparisonRow) => RowCost): number | string | null {
  if (key === 'listed') return row.members[0]?.run.number ?? null;
  if (key === 'cost') return costOf(row).mean;
  const measure = rowMeasures.find((each) => each === key);
  if (measure === undefined || measure === 'cost') return parameterOfRow(row, key) ?? null;
  const values = row.members.flatMap(({ run }) => measures[measure](run) ?? []);
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
