import { commonDecimals, formatFixed } from '@hourglass/presentation';
import { deviation, max, mean, min } from 'd3-array';
import type { Measure } from './measure.ts';
import { type MeasureScale, measureScale } from './measure-scale.ts';
import { type Level, levelsOf, type RelationAxis } from './relation-axis.ts';
import type { RelationRun } from './relation-run.ts';

export const statistics = ['best', 'mean', 'spread'] as const;
type Statistic = (typeof statistics)[number];

export interface HeatmapCell {
  readonly runs: readonly string[];
  /** Number of runs with the measure that are not outliers; the statistic is computed from them. */
  readonly n: number;
  /** Number of outliers. */
  readonly outliers: number;
  readonly value: number | null;
  readonly text: string;
  /** Position on the colour scale, from 0 to 1; null without a value. */
  readonly fraction: number | null;
}

export interface HeatmapPlan {
  readonly columns: readonly string[];
  /** Rows from top to bottom. */
  readonly rows: readonly { readonly label: string; readonly cells: readonly HeatmapCell[] }[];
  readonly scale: MeasureScale;
}

export interface HeatmapInput {
  readonly runs: readonly RelationRun[];
  readonly x: RelationAxis;
  readonly y: RelationAxis;
  readonly measure: Pick<Measure, 'direction'>;
  readonly statistic: Statistic;
}

/** Maximum number of rows or columns for a numeric parameter. */
const maxLevels = 12;

/** Best value (the lowest if none is better), mean, or sample standard deviation (n − 1) in a cell, over all other parameters. */
const statisticOf: Readonly<Record<Statistic, (values: readonly number[], direction: Measure['direction']) => number | undefined>> = {
  best: (values, direction) => (direction === 'maximise' ? max(values) : min(values)),
  mean: (values) => mean(values),
  spread: (values) => deviation(values),
};

/** Heatmap of two parameters. Numeric rows ascend from bottom to top. */
export function prepareHeatmap({ runs, x, y, measure, statistic }: HeatmapInput): HeatmapPlan {
  const columns = levelsOf(x, maxLevels);
  const levels = levelsOf(y, maxLevels);
  const table = (y.isNumeric ? [...levels].reverse() : levels).map((row) => ({
    row,
    cells: columns.map((column) => inCell(runs, { x, y, column, row })),
  }));
  const { direction } = measure;
  const numbers = (cell: readonly RelationRun[]) =>
    cell.flatMap(({ measured, isOutlier }) => (measured === null || isOutlier ? [] : [measured]));
  const values = table.map(({ cells }) => cells.map((cell) => statisticOf[statistic](numbers(cell), direction) ?? null));
  const known = values.flat().filter((value) => value !== null);
  const scale =
    statistic === 'spread' ? measureScale(known, { direction: 'minimise', isLog: false }) : measureScale(known, { direction, isLog: true });
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
          n: numbers(cell).length,
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
