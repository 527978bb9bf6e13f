import { variance } from 'd3-array';
import { randomLcg } from 'd3-random';
import { describe, expect, it } from 'vitest';
import { smooth, smoothings } from './smoothing.ts';

const round = (values: readonly number[]) => values.map((value) => Number(value.toFixed(6)));

describe('smooth', () => {
  it('is exponential with bias correction', () => {
    // n = 3: w = (3−1)/(3+1) = 0.5. s = 4, 5, 3.5 before, ÷ (1−0.5), (1−0.25), (1−0.125)
    expect(round(smooth([8, 6, 2], 'exponential', 3))).toEqual(round([4 / 0.5, 5 / 0.75, 3.5 / 0.875]));
  });

  it('is a running mean whose window shrinks at the ends', () => {
    expect(smooth([3, 6, 0, 9], 'mean', 3)).toEqual([3, 3, 5, 9]);
  });

  it('is Gaussian', () => {
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
    expect((variance(inner) ?? 0) * 9).toBeCloseTo(1, 1);
  });
});
