import type { Ranking } from '@hourglass/sweeps/metrics';
import { defaultRanking } from '@hourglass/sweeps/metrics';
import { describe, expect, it } from 'vitest';
import type { RunRow } from '#wire/run-row.ts';
import { costOf, defaultMeasure, measuresOf } from './measure.ts';

const costs = { bestValidationCost: 2, bestTestCost: 3, lastValidationCost: 4, lastTestCost: 5, lastTrainCost: 6, bestValue: 2 };
const run = { id: 'a', ...costs } as RunRow;
const unvalidated = { ...run, bestValidationCost: null, bestTestCost: null, lastValidationCost: null, bestValue: null } as RunRow;
const recorded = [
  { part: 'train', name: 'kl' },
  { part: 'validation', name: 'cost' },
  { part: 'validation', name: 'kl' },
  { part: 'test', name: 'activeUnits' },
] as const;
const byKl: Ranking = { direction: 'maximise', part: 'validation', name: 'kl' };

describe('the measures of a sweep', () => {
  it('are the costs, then the metrics of held-out samples, of the best epoch and of the last', () => {
    expect(measuresOf(defaultRanking, recorded).map(({ key, title, direction }) => [key, title, direction])).toEqual([
      ['best.validation.cost', 'best validation cost', 'minimise'],
      ['best.test.cost', 'test cost at the best epoch', 'minimise'],
      ['validation.cost', 'last validation cost', 'minimise'],
      ['test.cost', 'last test cost', 'minimise'],
      ['best.validation.kl', 'validation KL at the best epoch', 'none'],
      ['best.test.activeUnits', 'test active units at the best epoch', 'none'],
      ['validation.kl', 'last validation KL', 'none'],
      ['test.activeUnits', 'last test active units', 'none'],
    ]);
  });

  it('have the direction and the title of the metric that ranks the runs', () => {
    const measures = measuresOf(byKl, recorded);
    expect(measures.find(({ key }) => key === 'best.validation.kl')).toMatchObject({ title: 'best validation KL', direction: 'maximise' });
    expect(measures[0]).toMatchObject({ title: 'validation cost at the best epoch' });
  });

  it('read the costs of a run from its columns', () => {
    const measures = measuresOf(defaultRanking, recorded);
    expect(measures.map((measure) => costOf(run, measure))).toEqual([2, 3, 4, 5, null, null, null, null]);
  });
});

describe('the default measure', () => {
  it.each([
    ['the ranking metric', defaultRanking, [run], 'best.validation.cost'],
    ['another ranking metric', byKl, [run], 'best.validation.kl'],
    ['the test cost where nothing is validated', defaultRanking, [unvalidated], 'test.cost'],
    ['the ranking metric before the first epoch', defaultRanking, [], 'best.validation.cost'],
  ])('is %s', (_, ranking, runs, key) => {
    expect(defaultMeasure(measuresOf(ranking, recorded), ranking, runs).key).toBe(key);
  });
});
