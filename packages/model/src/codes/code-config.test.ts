import { expect, it } from 'vitest';
import { codeSchema, codeWeightNames, codeWeightsAt } from './code-config.ts';

const clock = (step: number) => ({ step, stepsPerEpoch: 10, totalSteps: 100, sampleCount: 500 });

// After 5 of 2 · 10 warm-up steps a quarter of the weight counts.
it.each([
  [{ beta: 4, warmUpEpochs: 2 }, { beta: 1 }, { beta: 4 }],
  [{ beta: 4 }, { beta: 4 }, { beta: 4 }],
  [
    { beta: 3, capacity: 20, warmUpEpochs: 2 },
    { beta: 3, capacity: 5 },
    { beta: 3, capacity: 20 },
  ],
  [
    { beta: 2, decomposed: 8, warmUpEpochs: 2 },
    { beta: 0.5, totalCorrelation: 2, sampleCount: 500 },
    { beta: 2, totalCorrelation: 8, sampleCount: 500 },
  ],
])('of %j grow linearly during the warm-up, and stay', (fields, during, after) => {
  const code = codeSchema.parse({ kind: 'variational', ...fields });
  expect(codeWeightsAt(code, clock(5))).toEqual(during);
  expect(codeWeightsAt(code, clock(20))).toEqual(after);
  expect(codeWeightsAt(code, clock(99))).toEqual(after);
  expect(codeWeightNames(code)).toEqual(Object.keys(after));
});
