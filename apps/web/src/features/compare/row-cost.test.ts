import { describe, expect, it } from 'vitest';
import type { Member } from './row.ts';
import { rowCost, rowGains, sampleCosts } from './row-cost.ts';

const member = (id: string) => ({ run: { id }, shown: null }) as unknown as Member;
const one = { members: [member('a')] };
const seeds = { members: [member('a'), member('b')] };
const costs = new Map([
  ['a', [10, 20, null, 40]],
  ['b', [14, 20, 6, 44]],
]);

describe('rowCost', () => {
  it('averages only over the given samples', () => {
    expect(rowCost(one, costs, { samples: [0, 1], over: 'sample' })).toMatchObject({ mean: 15, count: 2, over: 'sample' });
    expect(rowCost(seeds, costs, { samples: [0, 1], over: 'sample' })).toMatchObject({ mean: 16, count: 2, over: 'seed' });
  });
});

describe('rowGains', () => {
  const gains = rowGains(seeds, costs, [30, 10, 9, 40]);

  it('is the baseline’s cost minus the run’s cost, by sample', () => {
    expect(gains.get('a')).toEqual([20, -10, null, 0]);
    expect(sampleCosts(seeds, gains)).toEqual([18, -10, 3, -2]);
  });

  it('has a mean, as costs do', () => {
    expect(rowCost(one, gains, { samples: [0, 1], over: 'sample' }).mean).toBe(5);
  });
});
