import { formatParameter, parameterTitle } from '@hourglass/presentation';
import { type ComparisonRow, parameterOfRow } from './row.ts';
import type { RowCost } from './row-cost.ts';
import { compareBy } from './row-order.ts';

export interface GroupHeading {
  readonly key: string;
  readonly title: string;
  readonly rows: readonly ComparisonRow[];
}

export interface ArrangeInput {
  readonly rows: readonly ComparisonRow[];
  /** A parameter, a cost, or `listed`. */
  readonly sort: string;
  readonly descending: boolean;
  /** A parameter; none where empty. */
  readonly group: string;
  readonly costOf: (row: ComparisonRow) => RowCost;
}

/** Rows in their order, in groups where these are asked for; without groups there is one, whose title is empty. */
export function arrangeRows({ rows, sort, descending, group, costOf }: ArrangeInput): readonly GroupHeading[] {
  const sorted = sort === 'listed' && !descending ? rows : rows.toSorted(compareBy(sort, descending, costOf));
  if (group === '') return [{ key: '', title: '', rows: sorted }];
  const byValue = Map.groupBy(sorted.toSorted(compareBy(group, false, costOf)), (row) => parameterOfRow(row, group));
  return [...byValue].map(([value, ofGroup]) => ({
    key: String(value),
    title: `${parameterTitle(group)} ${value === undefined ? '–' : formatParameter(value)}`,
    // Sorting is stable, so that a group's rows keep the order asked for.
    rows: ofGroup,
  }));
}
