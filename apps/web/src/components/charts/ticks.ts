import { ticks } from 'd3-array';

/**
 * Round numbers along an axis, at most about twice `count`. On a logarithmic one these are 1, 2, 5 times powers of ten where at least four of
 * them lie in the range, powers of ten alone over more decades, every second, fifth … power over very many, and evenly spaced ones in less
 * than a decade.
 */
export function axisTicks(
  { min, max, isLog }: { readonly min: number; readonly max: number; readonly isLog: boolean },
  count: number,
): readonly number[] {
  if (!isLog) return ticks(min, max, count);
  const round: number[] = [];
  for (let power = Math.floor(Math.log10(min)); power <= Math.ceil(Math.log10(max)); power++) {
    for (const factor of [1, 2, 5]) {
      const tick = factor * 10 ** power;
      if (tick >= min && tick <= max) round.push(tick);
    }
  }
  if (round.length < 4) return ticks(min, max, count);
  if (round.length <= 2 * count) return round;
  const powers = ticks(Math.ceil(Math.log10(min)), Math.floor(Math.log10(max)), 2 * count).filter(Number.isInteger);
  return powers.length > 1 ? powers.map((power) => 10 ** power) : round;
}

/** Padding above and below the values: 4% of the range, on the axis' scale. */
export function padded(min: number, max: number, isLog: boolean): { readonly min: number; readonly max: number } {
  if (isLog) {
    const air = max > min ? (max / min) ** 0.04 : 1.1;
    return { min: min / air, max: max * air };
  }
  const air = max > min ? (max - min) * 0.04 : Math.abs(max) * 0.1 || 1;
  return { min: min - air, max: max + air };
}
