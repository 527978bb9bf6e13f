import { describe, expect, it } from 'vitest';
import { byLabel, disagreementFirst, epochFor, worstFirst } from './sample-order.ts';

const costs = [
  [5, 1, null, 3],
  [5, 9, null, 4],
];

describe('the order of samples', () => {
  it('puts the sample with the highest cost in any run first, and samples without a cost last', () => {
    expect(worstFirst(costs, 4)).toEqual([1, 0, 3, 2]);
  });

  it('puts the sample with the largest deviation across runs first', () => {
    // Standard deviations 0, √32, none, √0.5.
    expect(disagreementFirst(costs, 4)).toEqual([1, 3, 0, 2]);
  });

  it('keeps the probe set’s order within a label', () => {
    expect(byLabel([7, 2, 7, 0], 4)).toEqual([3, 1, 0, 2]);
  });
});

it.each([
  [[1, 2, 4], 4, 4],
  [[1, 2, 4], 3, 2],
  [[2, 4], 1, 2],
  [[], 1, undefined],
])('with recorded epochs %j, a request for epoch %i shows %s', (recorded, wanted, expected) => {
  expect(epochFor(recorded, wanted)).toBe(expected);
});
