import { expect, it } from 'vitest';
import { runsOf, sweepFlags } from './runs.ts';

it('crosses networks, learning rates and seeds', () => {
  const runs = runsOf(sweepFlags);
  expect(runs).toHaveLength(12);
  expect(new Set(runs.map((run) => JSON.stringify(run))).size).toBe(12);
  expect(runs.at(-1)).toEqual({ dimensions: [784, 256, 32], learningRate: 0.0003, seed: 1, batchSize: 20, epochs: 2 });
});
