import type { Curve } from './curve.ts';
import { type GroupedCurve, groupCurves, type Spread } from './group-curves.ts';
import type { ProgressScale } from './progress.ts';
import type { Series } from './series-buffer.ts';
import { type Smoothing, smooth } from './smoothing.ts';

export interface CostCurve extends Pick<GroupedCurve, 'id' | 'label' | 'colour' | 'endLabel' | 'group' | 'groupLabel'> {
  readonly series: Series | undefined;
  readonly scale: ProgressScale;
}

export interface CostCurvesInput {
  readonly curves: readonly CostCurve[];
  readonly smoothing: Smoothing;
  /** How much is averaged, as a share of what is in view. */
  readonly share: number;
  readonly spread: Spread;
  /** What is in view, in places on the axis. */
  readonly range: { readonly from: number; readonly to: number };
}

/** The cost of every step: smoothed curves to read, and what was measured, to stand behind them. A bucket stands at its middle. */
export function prepareCostCurves({ curves, smoothing, share, spread, range }: CostCurvesInput): {
  readonly front: readonly Curve[];
  readonly raw: readonly Curve[];
} {
  const raw = curves.map(({ series, scale, ...curve }): GroupedCurve => {
    // Empty until it comes, so that a group is the same whichever of its members comes first.
    if (series === undefined) return { ...curve, isDashed: false, x: [], y: [], around: null };
    const x = Array.from(series.firstStep, (first, index) => scale.at((first + (series.lastStep[index] ?? first)) / 2));
    const around = { low: Array.from(series.min), high: Array.from(series.max), meaning: 'extremes' as const };
    return { ...curve, isDashed: false, x, y: Array.from(series.mean), around };
  });
  const front = raw.map((curve): GroupedCurve => {
    const inView = curve.x.filter((place) => place >= range.from && place <= range.to).length;
    return { ...curve, y: smooth(curve.y, smoothing, share * inView) };
  });
  const grouped = (all: readonly GroupedCurve[]) => groupCurves(all, spread).filter(({ x }) => x.length > 0);
  return { front: grouped(front), raw: smoothing === 'off' ? [] : grouped(raw) };
}
