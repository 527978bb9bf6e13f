import type { Random } from '@hourglass/model/config';
import { type Axis, type NumberRange, valueAt } from '../search-space.ts';

/**
 * One value of an axis:
 * - a list: each entry with the same probability;
 * - real numbers: uniform on the range's scale;
 * - whole numbers, linear scale: each of `min … max` with the same probability;
 * - whole numbers, log scale: `n` with probability `ln((n + 1) / n) / ln((max + 1) / min)`, the share of `[n, n + 1)` in `[min, max + 1)`.
 */
export function drawValue(axis: Axis, random: Random): unknown {
  if (axis.kind === 'choice') return axis.values[random.below(axis.values.length)];
  return axis.range.integer ? drawInteger(axis.range, random) : valueAt(axis.range, random.uniform());
}

function drawInteger({ min, max, scale }: NumberRange, random: Random): number {
  if (scale === 'linear') return min + random.below(max - min + 1);
  const drawn = Math.floor(min * ((max + 1) / min) ** random.uniform());
  // The power's rounding may pass a bound by one unit in the last place.
  return Math.min(max, Math.max(min, drawn));
}

/**
 * One value of an axis by version 1 of the samplers: a whole number is a rounded real number, so that each bound is drawn half as often as a number
 * between them. Sweeps that were created with version 1 keep it.
 */
export function drawRoundedValue(axis: Axis, random: Random): unknown {
  if (axis.kind === 'choice') return axis.values[random.below(axis.values.length)];
  return valueAt(axis.range, random.uniform());
}
