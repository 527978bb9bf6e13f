import { describe, expect, it } from 'vitest';
import { countRuns } from './count-runs.ts';
import { knownFacts } from './dataset-facts.ts';
import { expand } from './expand.ts';
import { parseSpec } from './spec.ts';

const mnist = knownFacts('mnist') ?? { title: '', contentHash: '', sampleSize: 1, trainCount: 1 };
const networks = {
  dimensions: [
    [784, 8],
    [784, 16],
  ],
};
const range = { min: 0.001, max: 0.1, steps: 7 };

describe('countRuns', () => {
  it.each([
    ['a grid', { training: { learningRate: range, batchSize: [10, 20] }, seeds: [0, 1, 2] }, 2 * 7 * 2 * 3],
    ['a random search', { training: { learningRate: range }, sampler: { kind: 'random', runs: 5 }, seeds: [0, 1] }, 5 * 2],
    ['a random search in a smaller space', { sampler: { kind: 'random', runs: 50 } }, 2],
  ])('counts as many runs as are planned for %s', (_, document, expected) => {
    const spec = parseSpec({ version: 1, baselines: [], model: networks, ...document });
    expect(countRuns(spec)).toBe(expected);
    expect(expand(spec, mnist)).toHaveLength(expected);
  });

  it('counts spaces that are too large to plan', () => {
    const wide = { min: 1e-4, max: 0.1, steps: 10_000 };
    const spec = parseSpec({ version: 1, model: { ...networks, weightDecay: wide }, training: { learningRate: wide }, seeds: [0, 1] });
    expect(countRuns(spec)).toBe(2 * 1e8 * 2);
    expect(() => expand(spec, mnist)).toThrow('The spec describes 400,000,000 runs; at most 100,000 are allowed in one sweep.');
  });
});
