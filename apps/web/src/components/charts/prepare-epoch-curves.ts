import type { Curve } from './curve.ts';
import { type GroupedCurve, groupCurves, type Spread } from './group-curves.ts';
import type { ProgressScale } from './progress.ts';

export interface EpochCurve extends Omit<GroupedCurve, 'x' | 'y' | 'around'> {
  readonly scale: ProgressScale;
  readonly points: readonly { readonly step: number; readonly value: number | null }[];
  /** Start of a stacked term at each point: the sum of the terms below it. The values of its curve are the sums that include the term. */
  readonly base?: readonly (number | null)[];
}

/** A metric that is measured once an epoch. */
export function prepareEpochCurves(curves: readonly EpochCurve[], spread: Spread): readonly Curve[] {
  return groupCurves(
    curves.map(({ points, scale, base, ...curve }) => {
      const y = points.map(({ value }) => value ?? Number.NaN);
      return {
        ...curve,
        x: points.map(({ step }) => scale.at(step)),
        y,
        around: base === undefined ? null : { low: base.map((value) => value ?? Number.NaN), high: y, meaning: 'term' as const },
      };
    }),
    spread,
  );
}
