import { commonDecimals, formatFixed } from '@hourglass/presentation';
import { deviation, mean, min } from 'd3-array';
import { type CostScale, costScale } from './cost-scale.ts';
import { type Level, levelsOf, type RelationAxis } from './relation-axis.ts';
import type { RelationRun } from './relation-run.ts';

export const statistics = ['best', 'mean', 'spread'] as const;
type Statistic = (typeof statistics)[number];

export interface HeatmapCell {
  readonly runs: readonly string[];
  /** Number of runs with a cost that are not outliers; the statistic is computed from them. */
  readonly n: number;
  /** Number of outliers. */
  readonly outliers: number;
  readonly value: number | null;
  readonly text: string;
  /** Position on the colour scale, from 0 to 1; null without a cost. */
  readonly fraction: number | null;
}

export interface HeatmapPlan {
  readonly columns: readonly string[];
  /** Rows from top to bottom. */
  readonly rows: readonly { readonly label: string; readonly cells: readonly HeatmapCell[] }[];
  readonly scale: CostScale;
}

export interface HeatmapInput {
  readonly runs: readonly RelationRun[];
  readonly x: RelationAxis;
  readonly y: RelationAxis;
  readonly statistic: Statistic;
}

/** Maximum number of rows or columns for a numeric parameter. */
const maxLevels = 12;

/** Minimum, mean, or sample standard deviation (n − 1) of the costs in a cell, over all other parameters. */
const statisticOf: Readonly<Record<Statistic, (costs: readonly number[]) => number | undefined>> = {
  best: (costs) => min(costs),
  mean: (costs) => mean(costs),
  spread: (costs) => deviation(costs),
};

/** Heatmap of two parameters. Numeric rows ascend from bottom to top. */
export function prepareHeatmap({ runs, x, y, statistic }: HeatmapInput): HeatmapPlan {
  const columns = levelsOf(x, maxLevels);
  const levels = levelsOf(y, maxLevels);
  const table = (y.isNumeric ? [...levels].reverse() : levels).map((row) => ({
    row,
    cells: columns.map((column) => inCell(runs, { x, y, column, row })),
  }));
  const costs = (cell: readonly RelationRun[]) => cell.flatMap(({ cost, isOutlier }) => (cost === null || isOutlier ? [] : [cost]));
  const values = table.map(({ cells }) => cells.map((cell) => statisticOf[statistic](costs(cell)) ?? null));
  const known = values.flat().filter((value) => value !== null);
  const scale = costScale(known, statistic !== 'spread');
  const decimals = commonDecimals(known, statistic === 'spread' ? 2 : 4);
  return {
    columns: columns.map(({ label }) => label),
    rows: table.map(({ row, cells }, position) => ({
      label: row.label,
      cells: cells.map((cell, column): HeatmapCell => {
        const value = values[position]?.[column] ?? null;
        const outliers = cell.filter(({ isOutlier }) => isOutlier).length;
        return {
          runs: cell.map(({ id }) => id),
          n: costs(cell).length,
          outliers,
          value,
          text: value === null && outliers > 0 ? 'outlier' : formatFixed(value, decimals),
          fraction: value === null ? null : scale.fraction(value),
        };
      }),
    })),
    scale,
  };
}

interface CellPosition {
  readonly x: RelationAxis;
  readonly y: RelationAxis;
  readonly column: Level;
  readonly row: Level;
}

function inCell(runs: readonly RelationRun[], { x, y, column, row }: CellPosition): readonly RelationRun[] {
  return runs.filter(({ values }) => column.has(values[x.key]) && row.has(values[y.key]));
}
