import { present } from '@hourglass/presentation/at';
import { variance } from 'd3-array';
import { randomLcg } from 'd3-random';
import { describe, expect, it } from 'vitest';
import { smooth, smoothings } from './smoothing.ts';

const round = (values: readonly number[]) => values.map((value) => Number(value.toFixed(6)));

describe('smooth', () => {
  it('computes an exponential average with bias correction', () => {
    // n = 3: w = (3−1)/(3+1) = 0.5. s = 4, 5, 3.5 before, ÷ (1−0.5), (1−0.25), (1−0.125)
    expect(round(smooth([8, 6, 2], 'exponential', 3))).toEqual(round([4 / 0.5, 5 / 0.75, 3.5 / 0.875]));
  });

  it('computes a running mean, and a linear fit at the ends', () => {
    // Radius 2. At the end, least squares over 0, 9, 6: mean 5, slope (6 − 0)/2 = 3, so 5 + 3 = 8. Beside it over 6, 0, 9, 6: mean 5.25,
    // slope 4.5/5 = 0.9, so 5.25 + 0.9/2 = 5.7. In the middle, the mean of all: 4.8.
    expect(round(smooth([3, 6, 0, 9, 6], 'mean', 5))).toEqual([4.5, 3.9, 4.8, 5.7, 8]);
  });

  it.each(['gaussian', 'mean'] as const)('%s keeps a straight line up to its ends', (kind) => {
    const line = Array.from({ length: 40 }, (_, index) => 3 + 0.5 * index);
    expect(round(smooth(line, kind, 9))).toEqual(round(line));
  });

  it.each(['gaussian', 'mean'] as const)('%s smooths the last value too', (kind) => {
    const uniform = randomLcg(0.5);
    const ends = Array.from({ length: 4_000 }, () => {
      const noise = Array.from({ length: 60 }, () => Math.sqrt(12) * (uniform() - 0.5));
      return smooth(noise, kind, 21).at(-1) ?? Number.NaN;
    });
    // Local linear regression at an end has about 4 to 6 times the variance of the middle, which is 1/21.
    expect(present(variance(ends), 'variance') * 21).toBeGreaterThan(3);
    expect(present(variance(ends), 'variance') * 21).toBeLessThan(8);
  });

  it.each(['gaussian', 'mean'] as const)('%s never leaves the range of the values', (kind) => {
    const values = [1_000, 1, 1, 1, 1, 1, 1, 1, 1, 1_000];
    for (const value of smooth(values, kind, 7)) expect(value).toBeGreaterThanOrEqual(1);
  });

  it('computes a Gaussian average', () => {
    const sigma = 2 / (2 * Math.sqrt(Math.PI));
    const weight = Math.exp(-1 / (2 * sigma ** 2));
    expect(smooth([0, 5, 2], 'gaussian', 2)[1]).toBeCloseTo((5 + weight * 2) / (1 + 2 * weight), 12);
  });

  it.each(smoothings)('%s keeps a constant, and keeps gaps', (kind) => {
    expect(round(smooth([4, 4, Number.NaN, 4, 4], kind, 3))).toEqual([4, 4, Number.NaN, 4, 4]);
  });

  it.each(smoothings.filter((kind) => kind !== 'off'))('%s over n values has a variance of 1/n', (kind) => {
    const uniform = randomLcg(0.5);
    const noise = Array.from({ length: 200_000 }, () => Math.sqrt(12) * (uniform() - 0.5));
    const inner = smooth(noise, kind, 9).slice(100, -100);
    expect(present(variance(inner), 'variance') * 9).toBeCloseTo(1, 1);
  });
});
