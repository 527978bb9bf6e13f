import { describe, expect, it } from 'vitest';
import { at } from '../checked.ts';
import { randomArrays } from '../random.ts';
import { featureMoments, frechetDistance } from './frechet-distance.ts';
import { precisionRecall } from './precision-recall.ts';

const moments = (mean: readonly number[], covariance: readonly number[]) => ({
  mean: Float64Array.from(mean),
  covariance: Float64Array.from(covariance),
});

describe('the Fréchet distance', () => {
  it('of normal distributions in one dimension is (μ₁ − μ₂)² + (σ₁ − σ₂)²', () => {
    expect(frechetDistance(moments([1], [4]), moments([-2], [9]))).toBeCloseTo(9 + 1, 12);
    expect(frechetDistance(moments([1], [4]), moments([1], [0]))).toBeCloseTo(4, 12);
  });

  it('of covariances that commute is the squared distance of their roots', () => {
    // Both have the axes (1, 1) and (1, −1), with the variances 9 and 1, and 4 and 16.
    expect(frechetDistance(moments([0, 0], [5, 4, 4, 5]), moments([3, 4], [10, -6, -6, 10]))).toBeCloseTo(
      25 + (3 - 2) ** 2 + (1 - 4) ** 2,
      10,
    );
  });

  it('of covariances that do not commute has the root of their product', () => {
    // Of 2 × 2 matrices, tr (Σ₁ Σ₂)^½ = √(tr Σ₁ Σ₂ + 2 √det(Σ₁ Σ₂)).
    const [first, second] = [
      [2, 1, 1, 3],
      [5, 0, 0, 0.5],
    ] as const;
    const trace = 2 * 5 + 3 * 0.5;
    const expected = 2 + 3 + 5 + 0.5 - 2 * Math.sqrt(trace + 2 * Math.sqrt((2 * 3 - 1) * 5 * 0.5));
    expect(frechetDistance(moments([0, 0], first), moments([0, 0], second))).toBeCloseTo(expected, 10);
    expect(frechetDistance(moments([0, 0], second), moments([0, 0], first))).toBeCloseTo(expected, 10);
  });

  it('of a set to itself is 0, also where features never vary; of a moved one the squared way', () => {
    const features = Float32Array.from(randomArrays(1, 'noise').normals(600), (value, index) => (index % 3 === 2 ? 1 : value));
    const own = featureMoments(features, 3);
    expect(Math.abs(frechetDistance(own, own))).toBeLessThan(1e-9);
    const moved = featureMoments(
      features.map((value, index) => value + (index % 3)),
      3,
    );
    expect(frechetDistance(own, moved)).toBeCloseTo(0 + 1 + 4, 4);
    expect(() => frechetDistance(own, moments([0], [1]))).toThrow('received features of 3 and of 1 values');
  });

  it('has the moments of its features', () => {
    const { mean, covariance } = featureMoments(Float32Array.of(1, 2, 3, 6, 5, 1), 2);
    expect([...mean]).toEqual([3, 3]);
    expect([...covariance]).toEqual([4, -1, -1, 7]);
    expect(() => featureMoments(Float32Array.of(1, 2), 2)).toThrow('a covariance needs at least 2');
  });
});

describe('precision and recall', () => {
  /** Points on a line. */
  const line = (...points: readonly number[]) => Float32Array.from(points);

  it('are 1 of equal sets, and 0 of sets far from each other', () => {
    const set = line(0, 1, 2, 3, 4);
    expect(precisionRecall(set, set, { size: 1 })).toEqual({ precision: 1, recall: 1 });
    expect(precisionRecall(set, line(100, 101, 102, 103), { size: 1 })).toEqual({ precision: 0, recall: 0 });
  });

  it('tell samples that are good but alike from samples that are varied but bad', () => {
    // Balls of the real points with one neighbour: ±1 around 0, 1, 2, 3 and ±7 around 10.
    const real = line(0, 1, 2, 3, 10);
    const alike = precisionRecall(real, line(1, 1.1, 1.2), { size: 1, neighbours: 1 });
    // Each generated point lies in a ball; their own balls of ±0.1 reach 1 alone.
    expect(alike).toEqual({ precision: 1, recall: 1 / 5 });
    const bad = precisionRecall(real, line(-5, 2, 20), { size: 1, neighbours: 1 });
    // −5 and 20 lie in no ball; around −5, 2 and 20 balls of 7, 7 and 18 reach all.
    expect(bad).toEqual({ precision: 1 / 3, recall: 1 });
  });

  it('take the distance in all features, and need more rows than neighbours', () => {
    const square = Float32Array.of(0, 0, 0, 1, 1, 0, 1, 1);
    // The third neighbour is at the opposite corner, at √2.
    const at2 = (x: number, y: number) => precisionRecall(square, Float32Array.of(x, y, 9, 9, 9, 9, 9, 9), { size: 2 }).precision;
    expect(at2(1 + 1.41, 1)).toBe(1 / 4);
    expect(at2(1 + 1.42, 1)).toBe(0);
    expect(() => precisionRecall(line(1, 2, 3), line(1, 2, 3), { size: 1 })).toThrow('received 3 rows of features');
  });

  it('of two samples of one distribution are near each other and high', () => {
    const normals = randomArrays(2, 'noise').normals(4 * 1_000);
    const half = (from: number) => Float32Array.from({ length: 2_000 }, (_, index) => at(normals, from + index));
    const { precision, recall } = precisionRecall(half(0), half(2_000), { size: 4 });
    expect(Math.min(precision, recall)).toBeGreaterThan(0.85);
  });
});
