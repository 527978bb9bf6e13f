import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { at, floatAt } from '../checked.ts';
import { columnMoments } from '../column-moments.ts';
import { cholesky, logDeterminant, solveLower } from '../linear-algebra/cholesky.ts';
import { random, randomArrays } from '../random.ts';
import { fitMixture } from './gaussian-mixture.ts';

it('factors a positive definite matrix, and refuses another', () => {
  // [[2, 0], [1, 3]] times its transpose.
  const lower = cholesky(Float64Array.of(4, 2, 2, 10), 2);
  expect([...lower]).toEqual([2, 0, 1, 3]);
  expect(logDeterminant(lower, 2)).toBeCloseTo(Math.log(36), 12);
  const solved = new Float64Array(2);
  solveLower(lower, Float64Array.of(4, 11), solved);
  expect([...solved]).toEqual([2, 3]);
  expect(() => cholesky(Float64Array.of(1, 2, 2, 1), 2)).toThrow(/^the matrix is not positive definite: pivot 1 is -3/);
});

describe('a fitted mixture', () => {
  const rowsOf = (index: number, count: number, [x, y]: readonly [number, number], scale: number) => {
    const normals = randomArrays(1, 'noise', index).normals(2 * count);
    // The covariance scale² · [[1, 0.8], [0.8, 1]]: 0.8² + 0.6² = 1.
    return Array.from({ length: count }, (_, row) => {
      const [a, b] = [at(normals, 2 * row), at(normals, 2 * row + 1)];
      return [x + scale * a, y + scale * (0.8 * a + 0.6 * b)] as const;
    });
  };

  it('of one component has the mean and the covariance of the rows, and the ridge on its diagonal', () => {
    const rows = rowsOf(0, 500, [1, -2], 0.5);
    const values = Float32Array.from(rows.flat());
    const { components, objectives } = fitMixture(values, 2, { count: 1, seed: 3 });
    const [component] = components;
    const [first, second] = columnMoments(values, 2);
    if (component === undefined || first === undefined || second === undefined) throw new Error('Nothing was fitted.');
    const ridge = (1e-3 * (first.variance + second.variance)) / 2 / 500;
    expect(component.weight).toBe(1);
    expect([...component.mean]).toEqual([expect.closeTo(first.mean, 10), expect.closeTo(second.mean, 10)]);
    const [a, b, c] = [0, 2, 3].map((index) => at(component.factor, index)) as [number, number, number];
    const covariance = rows.reduce((sum, _, row) => {
      const [x, y] = [floatAt(values, 2 * row), floatAt(values, 2 * row + 1)];
      return sum + ((x - first.mean) * (y - second.mean)) / rows.length;
    }, 0);
    expect([a * a, a * b, b * b + c * c]).toEqual([
      expect.closeTo(first.variance + ridge, 10),
      expect.closeTo(covariance, 10),
      expect.closeTo(second.variance + ridge, 10),
    ]);
    expect(objectives).toHaveLength(2);
  });

  it('finds the distributions that rows were drawn from', () => {
    const rows = [...rowsOf(1, 1_500, [0, 0], 1), ...rowsOf(2, 500, [6, -4], 0.5)];
    const { components } = fitMixture(Float32Array.from(rows.flat()), 2, { count: 2, seed: 5 });
    const [large, small] = components.toSorted((one, other) => other.weight - one.weight);
    expect(large?.weight).toBeCloseTo(0.75, 2);
    for (const [component, mean, scale, count] of [
      [large, [0, 0], 1, 1_500],
      [small, [6, -4], 0.5, 500],
    ] as const) {
      const spread = 4 * scale ** 2 * Math.sqrt(2 / count);
      const [a = 0, , b = 0, c = 0] = component?.factor ?? [];
      for (const [index, center] of mean.entries()) {
        expect(Math.abs((component?.mean[index] ?? Number.NaN) - center)).toBeLessThan((4 * scale) / Math.sqrt(count));
      }
      expect(Math.abs(a * a - scale ** 2)).toBeLessThan(spread);
      expect(Math.abs(a * b - 0.8 * scale ** 2)).toBeLessThan(spread);
      expect(Math.abs(b * b + c * c - scale ** 2)).toBeLessThan(spread);
    }
  });

  it('never gets less likely from one iteration to the next, less the penalty of the ridge', () => {
    const cases = fc.record({
      seed: fc.integer({ min: 0, max: 1_000 }),
      size: fc.integer({ min: 1, max: 4 }),
      rows: fc.integer({ min: 1, max: 40 }),
      count: fc.integer({ min: 1, max: 6 }),
      ridge: fc.constantFrom(1e-6, 1e-3, 1),
      clusters: fc.integer({ min: 1, max: 5 }),
      levels: fc.constantFrom(0, 4),
    });
    let iterations = 0;
    fc.assert(
      fc.property(cases, ({ seed, size, rows, count, ridge, clusters, levels }) => {
        const source = random(seed, 'noise');
        const values = Float32Array.from({ length: rows * size }, (_, index) => {
          const value = 5 * (Math.floor(index / size) % clusters) + source.normal();
          // With levels many rows are equal.
          return levels === 0 ? value : Math.round(value / levels) * levels;
        });
        const { objectives } = fitMixture(values, size, { count, seed, ridge, maxIterations: 30 });
        iterations = Math.max(iterations, objectives.length);
        for (const [index, objective] of objectives.entries()) {
          expect(Number.isFinite(objective)).toBe(true);
          const before = objectives[index - 1];
          if (before !== undefined) expect(objective).toBeGreaterThanOrEqual(before - 1e-7 * Math.max(1, Math.abs(before)));
        }
      }),
      { numRuns: 200 },
    );
    expect(iterations).toBeGreaterThan(10);
  });
});
