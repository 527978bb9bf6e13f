import { describe, expect, it } from 'vitest';
import { logLogSlope, summarise } from './statistics.ts';

describe('summarise', () => {
  it('takes the middle of an odd number of rounds in any order', () => {
    expect(summarise([5, 1, 3, 2, 4])).toEqual({ rounds: 5, median: 3, low: 2, high: 4 });
  });

  it('interpolates between the middle values of an even number', () => {
    // positions 0.75, 1.5 and 2.25 of [1, 2, 4, 8]
    expect(summarise([8, 1, 4, 2])).toEqual({ rounds: 4, median: 3, low: 1.75, high: 5 });
  });

  it('returns a single round as median and quartiles', () => {
    expect(summarise([7])).toEqual({ rounds: 1, median: 7, low: 7, high: 7 });
  });

  it('refuses an empty list', () => {
    expect(() => summarise([])).toThrow('no round was measured');
  });
});

describe('logLogSlope', () => {
  it.each([
    [
      [
        [1, 3],
        [10, 30],
        [100, 300],
      ] as const,
      1,
    ],
    [
      [
        [1, 5],
        [2, 20],
        [4, 80],
      ] as const,
      2,
    ],
    [
      [
        [1, 6],
        [100, 6],
      ] as const,
      0,
    ],
  ])('of %j is %d', (points, slope) => {
    expect(logLogSlope(points)).toBeCloseTo(slope, 12);
  });
});
