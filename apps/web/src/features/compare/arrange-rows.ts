import { parameterTitle } from '@hourglass/model/parameters';
import { formatParameter } from '@hourglass/presentation';
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
  /** A parameter, a cost, or `listed` for the original order. */
  readonly sort: string;
  readonly descending: boolean;
  /** A parameter; empty for no grouping. */
  readonly group: string;
  readonly costOf: (row: ComparisonRow) => RowCost;
}

/** Sorts rows and groups them. Without grouping, returns one group with an empty title. */
export function arrangeRows({ rows, sort, descending, group, costOf }: ArrangeInput): readonly GroupHeading[] {
  const sorted = sort === 'listed' && !descending ? rows : rows.toSorted(compareBy(sort, descending, costOf));
  if (group === '') return [{ key: '', title: '', rows: sorted }];
  const byValue = Map.groupBy(sorted.toSorted(compareBy(group, false, costOf)), (row) => parameterOfRow(row, group));
  return [...byValue].map(([value, ofGroup]) => ({
    key: String(value),
    title: `${parameterTitle(group)} ${value === undefined ? '–' : formatParameter(value)}`,
    // toSorted is stable, so rows keep their order within a group.
    rows: ofGroup,
  }));
}
