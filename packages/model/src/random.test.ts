import { describe, expect, it } from 'vitest';
import { permutation, random, randomArrays } from './random.ts';

describe('random', () => {
  const draw = (...parameters: Parameters<typeof random>) => {
    const source = random(...parameters);
    return Array.from({ length: 8 }, () => source.word());
  };

  it('repeats itself for the same seed, purpose and index', () => {
    expect(draw(7, 'order', 3)).toEqual(draw(7, 'order', 3));
  });

  it.each([
    ['seed', draw(8, 'order', 3)],
    ['high bits of the seed', draw(7 + 2 ** 32, 'order', 3)],
    ['purpose', draw(7, 'noise', 3)],
    ['index', draw(7, 'order', 4)],
  ])('draws different numbers for a different %s', (_, other) => {
    expect(other).not.toEqual(draw(7, 'order', 3));
  });

  it.each([1, 2, 3, 4, 5, 1_000])('draws the same %i numbers at once as one by one', (count) => {
    const arrays = randomArrays(2 ** 40 + 7, 'noise', 2 ** 33 + 5);
    const one = random(2 ** 40 + 7, 'noise', 2 ** 33 + 5);
    const other = random(2 ** 40 + 7, 'noise', 2 ** 33 + 5);
    expect([...arrays.uniforms(count)]).toEqual(Array.from({ length: count }, one.uniform));
    expect([...arrays.normals(count)]).toEqual(Array.from({ length: count }, other.normal));
  });

  it('draws uniform numbers of mean 1/2 and variance 1/12, and normal ones of mean 0 and variance 1', () => {
    const source = random(1, 'noise');
    const count = 200_000;
    const moments = (values: number[]) => {
      const mean = values.reduce((sum, value) => sum + value, 0) / count;
      return [mean, values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / count];
    };
    const [uniformMean, uniformVariance] = moments(Array.from({ length: count }, source.uniform));
    const [normalMean, normalVariance] = moments(Array.from({ length: count }, source.normal));
    // Five standard errors.
    expect(uniformMean).toBeCloseTo(0.5, 2.5);
    expect(uniformVariance).toBeCloseTo(1 / 12, 2.5);
    expect(Math.abs(normalMean ?? Number.NaN)).toBeLessThan(5 / Math.sqrt(count));
    expect(Math.abs((normalVariance ?? Number.NaN) - 1)).toBeLessThan(5 * Math.sqrt(2 / count));
  });
});

describe('permutation', () => {
  it('contains every number once', () => {
    expect([...permutation(1000, random(0, 'order'))].sort((a, b) => a - b)).toEqual(Array.from({ length: 1000 }, (_, index) => index));
  });

  it('makes every order of three equally likely', () => {
    const counts = new Map<string, number>();
    for (let index = 0; index < 6000; index++) {
      const order = permutation(3, random(5, 'order', index)).join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    // Chi-squared with 5 degrees of freedom exceeds 20.5 once in a thousand.
    expect([...counts.values()].reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0)).toBeLessThan(20.5);
  });
});
