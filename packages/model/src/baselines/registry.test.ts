import type { ResidentSamples } from '@hourglass/engine/contract';
import { describe, expect, it } from 'vitest';
import { random } from '../random.ts';
import { baselineCosts, baselineReconstructions } from './evaluate-baseline.ts';
import { baselines } from './registry.ts';

const size = 6;
const count = 250;

/** The same samples, in another object each time: nothing of an earlier fit is known of them. */
function samples(): ResidentSamples {
  const source = random(5, 'noise', 0);
  const values = Uint8Array.from({ length: count * size }, (_, index) => source.word() % (40 + 30 * (index % size)));
  return { count, size, values, divisor: 255, mean: new Float32Array(size).fill(0.25) };
}

const cases = [
  ['pca', 1],
  ['pca', 4],
  ['pca', 6],
  ['mean', 0],
] as const;

describe.each(cases)('%s with a code of %i', (name, codeSize) => {
  it('has the shapes of its contract', async () => {
    const fitted = await baselines[name].fit(samples(), codeSize);
    expect([fitted.codeSize, fitted.size]).toEqual([codeSize, size]);
    const x = Float64Array.from({ length: 3 * size }, (_, index) => index / 10);
    const z = fitted.encode(x);
    expect(z).toHaveLength(3 * codeSize);
    expect(fitted.decode(z, 3)).toHaveLength(3 * size);
    expect(fitted.reconstruct(x)).toEqual(fitted.decode(z, 3));
  });

  it('reports the mean cost of the samples that it was fitted to', async () => {
    const train = samples();
    const fitted = await baselines[name].fit(train, codeSize);
    const costs = await baselineCosts(fitted, train);
    expect(costs).toHaveLength(count);
    expect(fitted.trainCostPerSample).toBeCloseTo(costs.reduce((sum, cost) => sum + cost, 0) / count, 6);
  });

  it('ends when its signal aborts, and fits the same samples anew afterwards', async () => {
    const train = samples();
    const interrupted = new AbortController();
    const costs = baselines[name]
      .fit(train, codeSize, interrupted.signal)
      .then((fitted) => baselineCosts(fitted, train, interrupted.signal));
    interrupted.abort('enough');
    await expect(costs).rejects.toBe('enough');
    expect((await baselines[name].fit(train, codeSize)).codeSize).toBe(codeSize);
  });

  it('has as cost of a sample the squared distance to its reconstruction', async () => {
    const train = samples();
    const fitted = await baselines[name].fit(train, codeSize);
    const row = 137;
    const y = baselineReconstructions(fitted, train, Int32Array.of(row));
    const cost = y.reduce((sum, value, column) => sum + (value + 0.25 - (train.values[row * size + column] ?? Number.NaN) / 255) ** 2, 0);
    expect((await baselineCosts(fitted, train))[row]).toBeCloseTo(cost, 6);
  });

  it('comes out the same, bit for bit', async () => {
    const fitAndReconstruct = async () => {
      const train = samples();
      const fitted = await baselines[name].fit(train, codeSize);
      return [fitted.trainCostPerSample, baselineReconstructions(fitted, train, Int32Array.of(0, 249))];
    };
    expect(await fitAndReconstruct()).toEqual(await fitAndReconstruct());
  });
});

it('the mean is the mean of the samples', async () => {
  const train = samples();
  const fitted = await baselines.mean.fit(train, 0);
  const reconstruction = baselineReconstructions(fitted, train, Int32Array.of(9));
  for (let column = 0; column < size; column++) {
    let sum = 0;
    for (let row = 0; row < count; row++) sum += train.values[row * size + column] ?? Number.NaN;
    expect(reconstruction[column]).toBeCloseTo(sum / count / 255 - 0.25, 6);
  }
});

describe('a code size that does not fit', () => {
  it.each([
    ['pca', 0, 'codeSize: received 0 for pca; whole numbers from 1 to 6 are allowed.'],
    ['pca', 7, 'codeSize: received 7 for pca; whole numbers from 1 to 6 are allowed.'],
    ['pca', 2.5, 'codeSize: received 2.5 for pca; whole numbers from 1 to 6 are allowed.'],
    ['mean', 2, 'codeSize: received 2 for mean; only 0 is allowed.'],
  ] as const)('is refused: %s of %d', async (name, codeSize, message) => {
    await expect(baselines[name].fit(samples(), codeSize)).rejects.toMatchObject({ code: 'CONFIG_INVALID', message });
  });

  it('is refused by PCA where samples are too large for exact eigenvectors', async () => {
    const large = { count: 1, size: 4_096, values: new Uint8Array(4_096), divisor: 255, mean: new Float32Array(4_096) };
    await expect(baselines.pca.fit(large, 8)).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: 'baselines: received pca for samples of 4096 values; at most 2048 are allowed. Leave pca out of `baselines`.',
    });
  });
});
