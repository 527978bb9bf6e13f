import { formatParameter } from '@hourglass/presentation';
import type { Brush } from './brush.ts';
import type { Measure } from './measure.ts';
import { type MeasureScale, measureScale } from './measure-scale.ts';
import type { BrushReach } from './prepare-brush-step.ts';
import { parameterAxis, positionOn } from './prepare-xy-axis.ts';
import { type RelationAxis, relationAxis } from './relation-axis.ts';
import type { RelationRun } from './relation-run.ts';

/** Key of the measure among the parameters. */
export const measureKey = 'measure';

export interface ParallelAxis {
  readonly key: string;
  readonly title: string;
  /** Tick positions, from 0 at the bottom to 1 at the top. */
  readonly ticks: readonly { readonly at: number; readonly label: string }[];
  /** Range of the axis's brush, from 0 to 1; null without a brush. */
  readonly brushed: { readonly from: number; readonly to: number } | null;
  /** All occurring values, from bottom to top. */
  readonly stops: readonly { readonly value: number | string; readonly at: number }[];
  /** The first and last stop inside the brush; all stops without a brush. */
  readonly reach: BrushReach;
}

export interface ParallelLine {
  readonly id: string;
  /** Position on each axis; null if the run lacks the value. */
  readonly heights: readonly (number | null)[];
  /** Position on the colour scale, from 0 to 1; null for an outlier. */
  readonly fraction: number | null;
  readonly isInside: boolean;
}

export interface ParallelPlan {
  readonly axes: readonly ParallelAxis[];
  readonly lines: readonly ParallelLine[];
  /** Ids of runs inside every brush. */
  readonly inside: readonly string[];
  readonly range: Pick<MeasureScale, 'best' | 'worst'>;
  /** Number of runs without the measure that are not outliers. */
  readonly leftOut: number;
  /** Converts a range of positions to a brush; null if it contains no value. */
  readonly brushAt: (key: string, from: number, to: number) => Brush | null;
}

export interface ParallelInput {
  readonly runs: readonly RelationRun[];
  readonly keys: readonly string[];
  readonly measure: Measure;
  readonly brushes: readonly Brush[];
}

/** The top of the measure's axis is reserved for outliers. */
const edge = 0.92;

/**
 * Parallel coordinates: one line per run that has the measure, through every parameter and the measure. Outliers end at the edge of its
 * axis, whose range and colours fit the others.
 */
export function prepareParallel({ runs, keys, measure, brushes }: ParallelInput): ParallelPlan {
  const known = runs.flatMap((run): KnownRun[] => {
    const { id, values, measured, isOutlier } = run;
    if (isOutlier) return [{ id, measured: null, values }];
    return measured === null ? [] : [{ id, measured, values: { ...values, [measureKey]: measured } }];
  });
  const numbers = known.flatMap(({ measured }) => measured ?? []);
  const hasEdge = numbers.length < known.length;
  const axes = [...keys, measureKey].map((key) => {
    const axis = relationAxis(key, known);
    if (key !== measureKey) return scaled(axis, 1);
    return scaled(
      { ...axis, title: measure.title, isLog: numbers.length > 0 && numbers.every((number) => number > 0) },
      hasEdge ? edge : 1,
    );
  });
  const colours = measureScale(numbers, { direction: measure.direction, isLog: true });
  const active = brushes.flatMap((brush) => {
    const axis = axes.find(({ key }) => key === brush.key);
    const [low, high] = [axis?.position(brush.low) ?? null, axis?.position(brush.high) ?? null];
    return axis === undefined || low === null || high === null ? [] : [{ axis, low, high }];
  });
  const lines = known.map(({ id, measured, values }): ParallelLine => {
    const isInside = active.every(({ axis, low, high }) => {
      const position = axis.position(values[axis.key]);
      return position !== null && position >= low && position <= high;
    });
    const heights = axes.map((axis) => (axis.key === measureKey && measured === null ? 1 : axis.height(values[axis.key])));
    return { id, heights, fraction: measured === null ? null : colours.fraction(measured), isInside };
  });
  return {
    axes: axes.map((axis) => {
      const brush = active.find((other) => other.axis === axis);
      const brushed =
        brush === undefined ? null : { from: axis.heightOf(brush.low - axis.slack), to: axis.heightOf(brush.high + axis.slack) };
      const { key, title, stops } = axis;
      const ticks = key === measureKey && hasEdge ? [...axis.ticks, { at: 1, label: 'outliers' }] : axis.ticks;
      return { key, title, ticks, brushed, stops, reach: reachOf(stops, brushed) };
    }),
    lines,
    inside: lines.filter(({ isInside }) => isInside).map(({ id }) => id),
    range: colours,
    leftOut: runs.length - known.length,
    brushAt: (key, from, to) => axes.find((axis) => axis.key === key)?.brushAt(from, to) ?? null,
  };
}

function reachOf(stops: ParallelAxis['stops'], brushed: ParallelAxis['brushed']): BrushReach {
  const count = stops.length;
  if (brushed === null) return { count, low: 0, high: count - 1 };
  const low = stops.findIndex(({ at }) => at >= brushed.from);
  const high = stops.findLastIndex(({ at }) => at <= brushed.to);
  return { count, low: low < 0 ? count - 1 : low, high: Math.max(0, high) };
}

interface KnownRun extends Pick<RelationRun, 'id' | 'values'> {
  /** Null for an outlier. */
  readonly measured: number | null;
}

/** An axis with conversions between values and positions from 0 to `top`. */
function scaled(axis: RelationAxis, top: number) {
  const { min, max, isLog, ticks } = parameterAxis(axis);
  const scale = isLog ? Math.log : (position: number) => position;
  const heightOf = (position: number) => (top * (scale(position) - scale(min))) / (scale(max) - scale(min));
  const position = (value: number | string | undefined) => {
    const found = positionOn(axis, value);
    // A categorical value that is not on the axis has no position.
    return found === null || (!axis.isNumeric && found < 0) ? null : found;
  };
  return {
    key: axis.key,
    title: axis.title,
    ticks: ticks.map(({ at, label }) => ({ at: heightOf(at), label })),
    stops: axis.values.flatMap((value) => {
      const found = position(value);
      return found === null ? [] : [{ value, at: heightOf(found) }];
    }),
    position,
    heightOf,
    height: (value: number | string | undefined) => {
      const found = position(value);
      return found === null ? null : heightOf(found);
    },
    /** Brushes on categorical axes extend around their values. */
    slack: axis.isNumeric ? 0 : 0.35,
    brushAt: (from: number, to: number): Brush | null => {
      const inside = axis.values.filter((value) => {
        const height = heightOf(positionOn(axis, value) ?? Number.NaN);
        return height >= Math.min(from, to) && height <= Math.max(from, to);
      });
      const [low, high] = [inside[0], inside.at(-1)];
      return low === undefined || high === undefined ? null : { key: axis.key, low, high };
    },
  };
}

/** Describes a brush: `learning rate 0.001 to 0.003` */
export function brushText({ low, high }: Brush, title: string): string {
  const word = (value: number | string) => formatParameter(value, 4);
  return low === high ? `${title} ${word(low)}` : `${title} ${word(low)} to ${word(high)}`;
}
