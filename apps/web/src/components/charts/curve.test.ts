import { expect, it } from 'vitest';
import { isLone } from './curve.ts';

const gap = Number.NaN;

it('detects values without a neighbour', () => {
  const lone = (y: readonly number[]) => y.flatMap((_, index) => (isLone(y, index) ? [index] : []));
  expect(lone([5])).toEqual([0]);
  expect(lone([5, gap, 3, gap, 2, 1])).toEqual([0, 2]);
  expect(lone([gap, 1, 2, gap, 9])).toEqual([4]);
  expect(lone([1, 2])).toEqual([]);
});
