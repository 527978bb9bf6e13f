import { describe, expect, it } from 'vitest';
import { prepareSamples } from './prepare-samples.ts';

const input = {
  count: 4,
  labels: [7, 2, 1, 7],
  order: 'probe' as const,
  costs: [
    [1, 5, 2, 3],
    [1, 1, 2, 9],
  ],
  chosenLabels: [],
  picked: null,
};

describe('the samples in the columns', () => {
  it.each([
    ['probe', [0, 1, 2, 3]],
    ['worst', [3, 1, 2, 0]],
    ['disagreement', [3, 1, 0, 2]],
    ['label', [2, 1, 0, 3]],
  ] as const)('are ordered by %s as %j', (order, expected) => {
    expect(prepareSamples({ ...input, order })).toEqual(expected);
  });

  it('are those with the chosen labels, then the picked ones', () => {
    expect(prepareSamples({ ...input, order: 'worst', chosenLabels: [7] })).toEqual([3, 0]);
    expect(prepareSamples({ ...input, picked: [2, 1] })).toEqual([1, 2]);
    expect(prepareSamples({ ...input, chosenLabels: [7], picked: [1, 3] })).toEqual([3]);
  });

  it('are all samples if the data set has no labels', () => {
    expect(prepareSamples({ ...input, labels: null, chosenLabels: [7] })).toEqual([0, 1, 2, 3]);
  });
});
