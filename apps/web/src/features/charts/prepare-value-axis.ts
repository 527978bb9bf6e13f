import { commonDecimals } from '#lib/format.ts';
import type { ChartPlan, Reference } from './chart-plan.ts';
import { axisTicks, padded } from './ticks.ts';

export interface ValueAxisInput {
  readonly title: string;
  readonly values: readonly number[];
  readonly references: readonly Reference[];
  readonly isLog: boolean;
}

/** A yardstick that nobody has to beat is left out of sight where it lies further off than this times the span of the curves: it would squash them. */
const reach = 0.5;

/** Room for every value, for the yardsticks to beat, and for others that lie near. */
export function prepareValueAxis({ title, values, references, isLog }: ValueAxisInput): ChartPlan['y'] {
  const shown = values.filter((value) => Number.isFinite(value) && (!isLog || value > 0));
  const yardsticks = references.filter(({ y }) => Number.isFinite(y) && (!isLog || y > 0));
  const rivals = yardsticks.filter(({ isRival }) => isRival).map(({ y }) => y);
  const base = shown.length > 0 ? [...shown, ...rivals] : yardsticks.map(({ y }) => y);
  if (base.length === 0) return { title, isLog, min: isLog ? 1 : 0, max: isLog ? 10 : 1, ticks: [], decimals: 0 };
  const scale = isLog ? Math.log : (value: number) => value;
  let min = base.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  let max = base.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  const span = Math.max(scale(max) - scale(min), 1e-9);
  for (const { y } of yardsticks) {
    if (scale(y) >= scale(min) - reach * span && scale(y) <= scale(max) + reach * span) {
      min = Math.min(min, y);
      max = Math.max(max, y);
    }
  }
  const range = padded(min, max, isLog);
  const ticks = axisTicks({ ...range, isLog }, 5);
  return { title, isLog, ...range, ticks, decimals: tickDecimals(ticks) };
}

/** As many as tell neighbouring ticks apart. */
function tickDecimals(ticks: readonly number[]): number {
  const steps = ticks.slice(1).map((tick, index) => tick - (ticks[index] ?? tick));
  return steps.length === 0 ? commonDecimals(ticks, 2) : commonDecimals(steps, 1);
}
