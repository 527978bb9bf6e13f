import { formatFixed, formatNumberOf } from './numbers.ts';

/** The values that a mean and its standard deviation are over. */
export interface SpreadOver {
  readonly count: number;
  readonly over: 'sample' | 'seed' | 'run';
}

/** `12.3 ± 0.4`; the mean alone where there is no deviation. A ± is always one standard deviation, with the divisor n − 1. */
export function formatSpread(
  { mean, deviation }: { readonly mean: number | null; readonly deviation: number | null },
  decimals: number,
): string {
  const text = formatFixed(mean, decimals);
  return deviation === null ? text : `${text} ± ${formatFixed(deviation, decimals)}`;
}

/** `s.d. over 3 seeds`: names the ± beside it. */
export function spreadMeaning({ count, over }: SpreadOver): string {
  return `s.d. over ${formatNumberOf(count, over)}`;
}
