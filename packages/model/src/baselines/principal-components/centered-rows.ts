import type { ResidentSamples } from '@hourglass/engine/contract';
import { at } from '../../checked.ts';

/** Writes columns `from` to `from + target.length` of a sample into `target`: after the division, less the mean. */
export function centeredRow(
  { size, values, divisor }: ResidentSamples,
  mean: Float64Array,
  row: number,
  target: Float64Array,
  from = 0,
): void {
  const start = row * size + from;
  target.set(values.subarray(start, start + target.length));
  for (let column = 0; column < target.length; column++) target[column] = at(target, column) / divisor - at(mean, from + column);
}
