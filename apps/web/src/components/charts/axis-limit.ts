import { at } from '@hourglass/presentation/at';
import type { Reference } from './chart-plan.ts';

export interface AxisLimitInput {
  /** The curves, from the start of the visible range or before it. */
  readonly curves: readonly { readonly y: readonly number[] }[];
  readonly references: readonly Reference[];
  readonly isLog: boolean;
}

/** How many times the scale of the costs an axis reaches. A logarithmic axis stays readable over more. */
const reach = { log: 100, linear: 10 } as const;

/**
 * The largest value that an axis has to include; curves above it have diverged, and would flatten the others. It is a multiple of the scale
 * of the costs: the cost of the mean sample, or that of untrained networks (the lower quartile of the curves' first values) if it is higher.
 * Infinity if neither is known.
 */
export function axisLimit({ curves, references, isLog }: AxisLimitInput): number {
  const starts = curves.flatMap(({ y }) => y.find((value) => Number.isFinite(value) && value > 0) ?? []);
  // Not interpolated: next to a diverged start, any mean is diverged.
  const quartile = Math.floor((starts.length - 1) / 4);
  const untrained = starts.toSorted((a, b) => a - b).slice(quartile, quartile + 1);
  const means = references.flatMap(({ y, isTarget }) => (!isTarget && Number.isFinite(y) ? [y] : []));
  const scale = Math.max(0, ...untrained, ...means);
  return scale > 0 ? scale * (isLog ? reach.log : reach.linear) : Number.POSITIVE_INFINITY;
}

/** The index at which a curve first exceeds a value, between two indices; -1 if it never does. */
export function firstAbove(y: readonly number[], limit: number, [begin, end]: readonly [number, number]): number {
  for (let index = begin; index < end; index++) if (at(y, index) > limit) return index;
  return -1;
}
