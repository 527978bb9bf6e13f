import type { ResidentSamples } from '@hourglass/engine/contract';
import { at } from '@hourglass/presentation/at';
import { describe, expect, it } from 'vitest';
import { random } from '../random.ts';
import { baselineCosts, baselineReconstructions } from './evaluate-baseline.ts';
import { linearModel } from './linear-model.ts';
import { pca, principalComponents } from './pca.ts';

/** Four samples around (10, 20, 30): ±5 along (0.6, 0.8, 0) and ±2 along (0, 0, 1). All values are integers. */
const offsets = [
  [3, 4, 0],
  [-3, -4, 0],
  [0, 0, -2],
  [0, 0, 2],
] as const;
const center = [10, 20, 30] as const;
const cross: ResidentSamples = {
  count: 4,
  size: 3,
  values: Float32Array.from(offsets.flatMap((offset) => offset.map((value, column) => value + at(center, column)))),
  divisor: 1,
  mean: Float32Array.from(center),
};
const fit = (samples: ResidentSamples, codeSize: number) => linearModel(pca.fit(samples, [codeSize]), codeSize);
const rows = (...indices: number[]) => Int32Array.from(indices);

describe('PCA of samples in a plane', () => {
  it('finds the axes, their variances and their signs', () => {
    const { mean, components, variances } = principalComponents(cross, 3);
    expect([...mean]).toEqual([10, 20, 30]);
    const expected = [0.6, 0.8, 0, 0, 0, 1, 0.8, -0.6, 0];
    expected.forEach((value, index) => {
      expect(components[index]).toBeCloseTo(value, 12);
    });
    // Variances: 2 · 5² / 4, 2 · 2² / 4, and none across the plane.
    [12.5, 2, 0].forEach((value, index) => {
      expect(variances[index]).toBeCloseTo(value, 12);
    });
  });

  it('reconstructs every sample exactly from two numbers', () => {
    const fitted = fit(cross, 2);
    for (const cost of baselineCosts(fitted, cross)) expect(cost).toBeLessThan(1e-24);
    expect(fitted.trainCostPerSample).toBeLessThan(1e-12);
  });

  it('loses the second direction with one number', () => {
    const fitted = fit(cross, 1);
    const costs = baselineCosts(fitted, cross);
    [0, 0, 4, 4].forEach((cost, row) => {
      expect(costs[row]).toBeCloseTo(cost, 6);
    });
    expect(fitted.trainCostPerSample).toBeCloseTo(2, 12);
    const codes = fitted.encode(Float64Array.of(3, 4, 0, 0, 0, -2));
    expect(codes[0]).toBeCloseTo(5, 12);
    expect(codes[1]).toBeCloseTo(0, 12);
  });

  it('reconstructs chosen rows with the mean subtracted, as runs do', () => {
    const reconstructions = baselineReconstructions(fit(cross, 2), cross, rows(2, 0));
    [0, 0, -2, 3, 4, 0].forEach((value, index) => {
      expect(reconstructions[index]).toBeCloseTo(value, 6);
    });
  });

  it('centres samples itself if no mean is subtracted from them', () => {
    const raw = { ...cross, mean: new Float32Array(3) };
    const fitted = fit(raw, 2);
    for (const cost of baselineCosts(fitted, raw)) expect(cost).toBeLessThan(1e-24);
    const reconstructions = baselineReconstructions(fitted, raw, rows(1));
    [7, 16, 30].forEach((value, index) => {
      expect(reconstructions[index]).toBeCloseTo(value, 5);
    });
  });
});

describe('PCA of bytes', () => {
  const source = random(3, 'noise', 0);
  const size = 12;
  const samples: ResidentSamples = {
    count: 400,
    size,
    values: Uint8Array.from({ length: 400 * size }, (_, index) => (index % size === 5 ? 0 : source.word() % (20 * (1 + (index % size))))),
    divisor: 255,
    mean: new Float32Array(size).fill(0.1),
  };

  it('has orthonormal components, the largest variance first, even with a constant value', () => {
    const { components, variances } = principalComponents(samples, size);
    const component = (index: number) => components.subarray(index * size, (index + 1) * size);
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) {
        const product = component(i).reduce((sum, value, column) => sum + value * (component(j)[column] ?? Number.NaN), 0);
        expect(product).toBeCloseTo(i === j ? 1 : 0, 12);
      }
      const farthest = component(i).reduce((best, value) => (Math.abs(value) > Math.abs(best) ? value : best), 0);
      expect(farthest).toBeGreaterThan(0);
    }
    expect([...variances]).toEqual([...variances].sort((a, b) => b - a));
    expect(variances.at(-1)).toBeCloseTo(0, 12);
  });

  it('loses less with each additional number', () => {
    const sizes = Array.from({ length: size }, (_, index) => index + 1);
    const together = pca.fit(samples, sizes);
    const costs = sizes.map((codeSize) => linearModel(together, codeSize).trainCostPerSample);
    expect(costs).toEqual([...costs].sort((a, b) => b - a));
    expect(costs.at(-1)).toBeLessThan(1e-12);
  });
});
