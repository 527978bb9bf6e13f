import { expect, it } from 'vitest';
import { defaultSelection } from './default-selection.ts';

const run = (id: string, bestValidationCost: number | null) => ({ id, kind: 'run' as const, bestValidationCost });
const baseline = { id: 'pca', kind: 'baseline' as const, bestValidationCost: 1 };

it('draws every run of a small sweep, and no baseline', () => {
  expect(defaultSelection([baseline, run('a', 3), run('b', null)])).toEqual(['a', 'b']);
});

it('draws the eight best of a larger one, in the order of the table, those without a cost last', () => {
  const costs = [9, 1, 8, 2, 7, 3, 6, 4, null, 5];
  const runs = costs.map((cost, index) => run(String(index), cost));
  expect(defaultSelection(runs)).toEqual(['1', '2', '3', '4', '5', '6', '7', '9']);
});

it('draws the first eight while none has a cost', () => {
  const runs = Array.from({ length: 12 }, (_, index) => run(String(index), null));
  expect(defaultSelection(runs)).toEqual(['0', '1', '2', '3', '4', '5', '6', '7']);
});
