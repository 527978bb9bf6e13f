import { formatTicks } from '@hourglass/presentation';
import { extent } from 'd3-array';
import type { Reference, ValueAxis } from './chart-plan.ts';
import { axisTicks, padded } from './ticks.ts';

export interface ValueAxisInput {
  readonly title: string;
  /** What is drawn in the visible range, with the run of each. */
  readonly drawn: readonly { readonly id: string; readonly values: readonly number[] }[];
  readonly references: readonly Reference[];
  readonly isLog: boolean;
  readonly isClipped: boolean;
  /** Larger values have diverged: see `axisLimit`. */
  readonly limit: number;
  /** Fits diverged curves, too. */
  readonly fitsAll: boolean;
}

/** An optional reference value is left off the axis where its distance exceeds this multiple of the curves' span. */
const reach = 0.5;

/** Clipping leaves off this fraction of the values at each end, rounded down. */
const clippedShare = 0.025;

/**
 * Fits all values, or all but outliers, the references to beat, and other references that are near. Curves that exceed the limit leave the
 * axis at its top. Without a positive value, a logarithmic axis becomes a linear one.
 */
export function prepareValueAxis({ drawn, references, isLog: asksLog, limit, ...input }: ValueAxisInput): ValueAxis {
  const finite = drawn.flatMap(({ values }) => values.filter(Number.isFinite));
  const isLog = asksLog && (finite.length === 0 || finite.some((value) => value > 0));
  const onScale = isLog ? finite.filter((value) => value > 0) : finite;
  const within = onScale.filter((value) => value <= limit);
  const far = within.length === 0 ? [] : idsAbove(drawn, limit);
  const shown = input.fitsAll || within.length === 0 ? onScale : within;
  const range = prepareRange({ ...input, shown, references, isLog });
  const ticks = axisTicks({ ...range, isLog }, 5);
  return {
    ...{ title: input.title, isLog, ...range, ticks, far },
    labels: formatTicks(ticks),
    isFallback: asksLog && !isLog,
    clipped: shown.filter((value) => value < range.min || value > range.max).length,
    hidden: finite.length - onScale.length,
  };
}

interface RangeInput extends Pick<ValueAxisInput, 'references' | 'isLog' | 'isClipped'> {
  readonly shown: readonly number[];
}

function prepareRange({ shown, references, isLog, isClipped }: RangeInput): { readonly min: number; readonly max: number } {
  const [low, high] = isClipped ? clippedExtent(shown) : extent(shown);
  const plottable = references.filter(({ y }) => Number.isFinite(y) && (!isLog || y > 0));
  const targets = plottable.filter(({ isTarget }) => isTarget).map(({ y }) => y);
  let [min, max] = extent(low === undefined || high === undefined ? plottable.map(({ y }) => y) : [low, high, ...targets]);
  if (min === undefined || max === undefined) return isLog ? { min: 1, max: 10 } : { min: 0, max: 1 };
  const scale = isLog ? Math.log : (value: number) => value;
  const [begin, end] = [scale(min), scale(max)];
  const span = Math.max(end - begin, 1e-9);
  for (const { y } of plottable) {
    if (scale(y) < begin - reach * span || scale(y) > end + reach * span) continue;
    min = Math.min(min, y);
    max = Math.max(max, y);
  }
  return padded(min, max, isLog);
}

function idsAbove(drawn: ValueAxisInput['drawn'], limit: number): readonly string[] {
  return [...new Set(drawn.flatMap(({ id, values }) => (values.some((value) => value > limit) ? [id] : [])))];
}

function clippedExtent(values: readonly number[]): readonly [number | undefined, number | undefined] {
  const sorted = Float64Array.from(values).sort();
  const outside = Math.floor(clippedShare * sorted.length);
  return [sorted.at(outside), sorted.at(-1 - outside)];
}
