import { at } from '@hourglass/presentation/at';
import type { Series } from '#wire/series-buffer.ts';
import { type Curve, indexRange } from './curve.ts';
import { type GroupedCurve, groupCurves, type Spread } from './group-curves.ts';
import type { ProgressScale } from './progress.ts';
import { type Smoothing, smooth } from './smoothing.ts';

export interface MetricCurve extends Pick<GroupedCurve, 'id' | 'label' | 'colour' | 'endLabel' | 'group' | 'groupLabel'> {
  readonly series: Series | undefined;
  readonly scale: ProgressScale;
}

export interface MetricCurvesInput {
  readonly curves: readonly MetricCurve[];
  readonly smoothing: Smoothing;
  /** Smoothing window as a fraction of the view. */
  readonly share: number;
  readonly spread: Spread;
  /** The visible range, in positions on the axis. */
  readonly range: { readonly from: number; readonly to: number };
}

/** A metric of every step: smoothed curves in front, raw curves behind. A bucket is drawn at its middle. */
export function prepareMetricCurves({ curves, smoothing, share, spread, range }: MetricCurvesInput): {
  readonly front: readonly Curve[];
  readonly raw: readonly Curve[];
} {
  const raw = curves.map(({ series, scale, ...curve }): GroupedCurve => {
    // Empty until it loads, so that a group does not depend on which member loads first.
    if (series === undefined) return { ...curve, isDashed: false, x: [], y: [], around: null };
    return { ...curve, isDashed: false, ...columnsOf(series, scale) };
  });
  const front = raw.map((curve): GroupedCurve => {
    const [begin, end] = indexRange(curve.x, range);
    return { ...curve, y: smooth(curve.y, smoothing, share * (end - begin)) };
  });
  const grouped = (all: readonly GroupedCurve[]) => groupCurves(all, spread).filter(({ x }) => x.length > 0);
  return { front: grouped(front), raw: smoothing === 'off' ? [] : grouped(raw) };
}

type Columns = Pick<GroupedCurve, 'x' | 'y' | 'around'>;

/** A zoom redraws the loaded buckets until finer ones load. */
const remembered = new WeakMap<Series, { readonly scale: ProgressScale; readonly columns: Columns }>();

function columnsOf(series: Series, scale: ProgressScale): Columns {
  const known = remembered.get(series);
  if (known?.scale === scale) return known.columns;
  const { firstStep, lastStep, mean, min, max } = series;
  const x = numbers(firstStep.length, (index) => scale.at((at(firstStep, index) + at(lastStep, index)) / 2));
  const column = (values: Float32Array) => numbers(values.length, (index) => at(values, index));
  const columns = { x, y: column(mean), around: { low: column(min), high: column(max), meaning: 'extremes' as const } };
  remembered.set(series, { scale, columns });
  return columns;
}

/** As `Array.from`, in half the time. */
function numbers(length: number, at: (index: number) => number): readonly number[] {
  const all: number[] = [];
  for (let index = 0; index < length; index++) all.push(at(index));
  return all;
}
