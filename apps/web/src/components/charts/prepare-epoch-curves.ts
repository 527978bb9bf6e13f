import type { Curve } from './curve.ts';
import { type GroupedCurve, groupCurves, type Spread } from './group-curves.ts';
import type { ProgressScale } from './progress.ts';

export interface EpochCurve extends Omit<GroupedCurve, 'x' | 'y' | 'around'> {
  readonly scale: ProgressScale;
  readonly points: readonly { readonly step: number; readonly value: number | null }[];
}

/** A metric that is measured once an epoch. */
export function prepareEpochCurves(curves: readonly EpochCurve[], spread: Spread): readonly Curve[] {
  return groupCurves(
    curves.map(({ points, scale, ...curve }) => ({
      ...curve,
      x: points.map(({ step }) => scale.at(step)),
      y: points.map(({ value }) => value ?? Number.NaN),
      around: null,
    })),
    spread,
  );
}
