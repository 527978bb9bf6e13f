import type { ResidentSamples } from '@hourglass/engine/contract';
import { describe, expect, it } from 'vitest';
import { random } from '../random.ts';
import { baselineCosts, baselineReconstructions } from './evaluate-baseline.ts';
import { linearModel } from './linear-model.ts';
import { baselines } from './registry.ts';

const size = 6;
const count = 250;

/** The same samples as a new object on each call, so that no earlier fit of the object can be reused. */
function samples(): ResidentSamples {
  const source = random(5, 'noise', 0);
  const values = Uint8Array.from({ length: count * size }, (_, index) => source.word() % (40 + 30 * (index % size)));
  return { count, size, values, divisor: 255, mean: new Float32Array(size).fill(0.25) };
}

const fit = (name: keyof typeof baselines, train: ResidentSamples, codeSize: number) =>
  linearModel(baselines[name].fit(train, [codeSize]), codeSize);

const cases = [
  ['pca', 1],
  ['pca', 4],
  ['pca', 6],
  ['mean', 0],
] as const;

describe.each(cases)('%s with a code of %i', (name, codeSize) => {
  it('has the shapes that the contract requires', () => {
    const fitted = fit(name, samples(), codeSize);
    expect([fitted.codeSize, fitted.size]).toEqual([codeSize, size]);
    const x = Float64Array.from({ length: 3 * size }, (_, index) => index / 10);
    const z = fitted.encode(x);
    expect(z).toHaveLength(3 * codeSize);
    expect(fitted.decode(z, 3)).toHaveLength(3 * size);
    expect(fitted.reconstruct(x)).toEqual(fitted.decode(z, 3));
  });

  it('reports the mean cost of the samples that it was fitted to', () => {
    const train = samples();
    const fitted = fit(name, train, codeSize);
    const costs = baselineCosts(fitted, train);
    expect(costs).toHaveLength(count);
    expect(fitted.trainCostPerSample).toBeCloseTo(costs.reduce((sum, cost) => sum + cost, 0) / count, 6);
  });

  it('has a cost per sample equal to the squared distance to its reconstruction', () => {
    const train = samples();
    const fitted = fit(name, train, codeSize);
    const row = 137;
    const y = baselineReconstructions(fitted, train, Int32Array.of(row));
    const cost = y.reduce((sum, value, column) => sum + (value + 0.25 - (train.values[row * size + column] ?? Number.NaN) / 255) ** 2, 0);
    expect(baselineCosts(fitted, train)[row]).toBeCloseTo(cost, 6);
  });

  it('is reproducible, bit for bit', () => {
    const fitAndReconstruct = () => {
      const train = samples();
      const fitted = fit(name, train, codeSize);
      return [fitted.trainCostPerSample, baselineReconstructions(fitted, train, Int32Array.of(0, 249))];
    };
    expect(fitAndReconstruct()).toEqual(fitAndReconstruct());
  });
});

it('the mean baseline equals the mean of the samples', () => {
  const train = samples();
  const fitted = fit('mean', train, 0);
  const reconstruction = baselineReconstructions(fitted, train, Int32Array.of(9));
  for (let column = 0; column < size; column++) {
    let sum = 0;
    for (let row = 0; row < count; row++) sum += train.values[row * size + column] ?? Number.NaN;
    expect(reconstruction[column]).toBeCloseTo(sum / count / 255 - 0.25, 6);
  }
});

describe('an unsupported code size', () => {
  it.each([
    ['pca', 0, 'codeSize: received 0 for pca; whole numbers from 1 to 6 are allowed.'],
    ['pca', 7, 'codeSize: received 7 for pca; whole numbers from 1 to 6 are allowed.'],
    ['pca', 2.5, 'codeSize: received 2.5 for pca; whole numbers from 1 to 6 are allowed.'],
    ['mean', 2, 'codeSize: received 2 for mean; only 0 is allowed.'],
  ] as const)('is refused: %s of %d', async (name, codeSize, message) => {
    expect(() => baselines[name].fit(samples(), [codeSize])).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID', message }));
  });

  it('is refused by a fit for smaller code sizes', () => {
    expect(() => fit('mean', samples(), 0)).not.toThrow();
    expect(() => linearModel(baselines.mean.fit(samples(), [0]), 3)).toThrow('codeSize: received 3; this fit has 0 components.');
  });
});
