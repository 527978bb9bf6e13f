import { at } from '@hourglass/presentation/at';

export const smoothings = ['off', 'exponential', 'gaussian', 'mean'] as const;
export type Smoothing = (typeof smoothings)[number];

/**
 * Averages each value with its neighbours. `reach` is n, the number of equally weighted values whose mean has the same variance, so that
 * one amount has the same effect for every kind: with independent noise of variance σ², the average has σ²/n far from the ends, and about
 * 4σ²/n at them. Non-finite values are left out, and stay gaps.
 */
export function smooth(values: readonly number[], kind: Smoothing, reach: number): readonly number[] {
  return reach <= 1 ? values : kinds[kind](values, reach);
}

const kinds: Readonly<Record<Smoothing, (values: readonly number[], reach: number) => readonly number[]>> = {
  off: (values) => values,
  exponential,
  gaussian: (values, reach) => {
    // Σw²/(Σw)² = 1/(2σ√π), so n = 2σ√π. Weights beyond 3σ are negligible.
    const sigma = reach / (2 * Math.sqrt(Math.PI));
    return average(values, Math.ceil(3 * sigma), (distance) => Math.exp(-(distance ** 2) / (2 * sigma ** 2)));
  },
  mean: (values, reach) => average(values, Math.round((reach - 1) / 2), () => 1),
};

/**
 * sₜ = w·sₜ₋₁ + (1−w)·yₜ with s₀ = 0, divided by 1−wᵗ, which takes out the pull of that 0 (Kingma & Ba 2015, section 3).
 * Its variance is (1−w)/(1+w) of the noise's, so w = (n−1)/(n+1). It uses past values only: a falling curve lags.
 */
function exponential(values: readonly number[], reach: number): readonly number[] {
  const weight = (reach - 1) / (reach + 1);
  let sum = 0;
  let remaining = 1;
  return values.map((value) => {
    if (!Number.isFinite(value)) return Number.NaN;
    sum = weight * sum + (1 - weight) * value;
    remaining *= weight;
    return sum / (1 - remaining);
  });
}

/**
 * Local linear regression: at each value, the weighted least-squares line through the window, evaluated there. Far from the ends and from gaps
 * the window is symmetric and this is the weighted mean; where the window is cut off, the line removes the pull towards the inner side,
 * and the last value is smoothed like the others (Fan & Gijbels 1996, section 3.2.5). No result lies outside the values of its window.
 */
function average(values: readonly number[], radius: number, weightAt: (distance: number) => number): readonly number[] {
  const weights = Array.from({ length: radius + 1 }, (_, distance) => weightAt(distance));
  return values.map((own, index) => {
    if (!Number.isFinite(own)) return Number.NaN;
    let [total, first, second, sum, firstSum] = [0, 0, 0, 0, 0];
    let [low, high] = [own, own];
    const begin = Math.max(-radius, -index);
    const end = Math.min(radius, values.length - 1 - index);
    for (let offset = begin; offset <= end; offset++) {
      const value = at(values, index + offset);
      if (!Number.isFinite(value)) continue;
      const weight = at(weights, Math.abs(offset));
      total += weight;
      first += weight * offset;
      second += weight * offset ** 2;
      sum += weight * value;
      firstSum += weight * offset * value;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    const determinant = total * second - first ** 2;
    // One value, or values of negligible weight: no slope to fit.
    const fitted = determinant > 1e-9 * total ** 2 ? (second * sum - first * firstSum) / determinant : sum / total;
    return Math.min(high, Math.max(low, fitted));
  });
}
