import { at } from './checked.ts';
import type { Samples } from './dataset.ts';

/** What planning says about training values: as scaled, and as a network sees them, with the mean subtracted. */
export interface ValueFacts {
  readonly low: number;
  readonly high: number;
  readonly centredLow: number;
  readonly centredHigh: number;
  /** Whether every training sample is the same. */
  readonly identical: boolean;
  /** Whether all are whole numbers. */
  readonly whole: boolean;
}

/** Reads every training value once. */
export function valueFactsOf({ values, size, divisor, mean }: Samples): ValueFacts {
  const lows = Float32Array.from({ length: size }, () => Number.POSITIVE_INFINITY);
  const highs = Float32Array.from({ length: size }, () => Number.NEGATIVE_INFINITY);
  for (let start = 0; start < values.length; start += size) {
    for (let column = 0; column < size; column++) {
      const value = at(values, start + column);
      if (value < at(lows, column)) lows[column] = value;
      if (value > at(highs, column)) highs[column] = value;
    }
  }
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  let [centredLow, centredHigh] = [0, 0];
  let identical = true;
  const whole = divisor === 1 && values.every(Number.isInteger);
  for (let column = 0; column < size; column++) {
    const [least, most] = [at(lows, column) / divisor, at(highs, column) / divisor];
    low = Math.min(low, least);
    high = Math.max(high, most);
    // All values of a constant column equal its mean, up to rounding.
    if (least === most) continue;
    identical = false;
    centredLow = Math.min(centredLow, least - at(mean, column));
    centredHigh = Math.max(centredHigh, most - at(mean, column));
  }
  return { low, high, centredLow, centredHigh, identical, whole };
}
