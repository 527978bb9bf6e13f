import { commonDecimals } from '@hourglass/presentation';
import { extent } from 'd3-array';
import type { Reference, ValueAxis } from './chart-plan.ts';
import { axisTicks, padded } from './ticks.ts';

export interface ValueAxisInput {
  readonly title: string;
  readonly values: readonly number[];
  readonly references: readonly Reference[];
  readonly isLog: boolean;
  readonly isClipped: boolean;
}

/** An optional reference value is left off the axis where its distance exceeds this multiple of the curves' span. */
const reach = 0.5;

/** Clipping leaves off this fraction of the values at each end, rounded down. */
const clippedShare = 0.025;

/** Fits all values, or all but outliers, the references to beat, and other references that are near. */
export function prepareValueAxis({ title, values, references, isLog, isClipped }: ValueAxisInput): ValueAxis {
  const shown = values.filter((value) => Number.isFinite(value) && (!isLog || value > 0));
  const [low, high] = isClipped ? clippedExtent(shown) : extent(shown);
  const yardsticks = references.filter(({ y }) => Number.isFinite(y) && (!isLog || y > 0));
  const rivals = yardsticks.filter(({ isRival }) => isRival).map(({ y }) => y);
  let [min, max] = extent(low === undefined || high === undefined ? yardsticks.map(({ y }) => y) : [low, high, ...rivals]);
  if (min === undefined || max === undefined) {
    return { title, isLog, min: isLog ? 1 : 0, max: isLog ? 10 : 1, ticks: [], decimals: 0, clipped: 0 };
  }
  const scale = isLog ? Math.log : (value: number) => value;
  const [begin, end] = [scale(min), scale(max)];
  const span = Math.max(end - begin, 1e-9);
  for (const { y } of yardsticks) {
    if (scale(y) < begin - reach * span || scale(y) > end + reach * span) continue;
    min = Math.min(min, y);
    max = Math.max(max, y);
  }
  const range = padded(min, max, isLog);
  const ticks = axisTicks({ ...range, isLog }, 5);
  const clipped = shown.filter((value) => value < range.min || value > range.max).length;
  return { title, isLog, ...range, ticks, decimals: tickDecimals(ticks), clipped };
}

function clippedExtent(values: readonly number[]): readonly [number | undefined, number | undefined] {
  const sorted = Float64Array.from(values).sort();
  const outside = Math.floor(clippedShare * sorted.length);
  return [sorted.at(outside), sorted.at(-1 - outside)];
}

/** As many decimals as distinguish neighbouring ticks. */
function tickDecimals(ticks: readonly number[]): number {
  const steps = ticks.slice(1).map((tick, index) => tick - (ticks[index] ?? tick));
  return steps.length === 0 ? commonDecimals(ticks, 2) : commonDecimals(steps, 1);
}
