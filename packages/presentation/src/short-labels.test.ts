import { expect, it } from 'vitest';
import { plainTitle } from './plain-title.ts';
import { baselineLabel, shortRunLabel } from './short-labels.ts';

it('names baselines by their kind and size', () => {
  expect([baselineLabel({ baseline: 'pca', codeSize: 32 }), baselineLabel({ baseline: 'mean', codeSize: 0 })]).toEqual([
    'PCA 32',
    'Mean sample',
  ]);
});

it('shows the number of a run where its parameters are shown beside it', () => {
  const run = { name: null, values: { dimensions: '784-128-16' }, number: 3 };
  expect([
    shortRunLabel(run),
    shortRunLabel({ ...run, name: 'the good one' }),
    shortRunLabel({ name: null, values: { baseline: 'pca', codeSize: 8 }, number: null }),
  ]).toEqual(['#3', 'the good one', 'PCA 8']);
});

it('writes the name of a field in words', () => {
  expect(['learningRate', 'optimizer.beta1', 'batchSize', 'x'].map(plainTitle)).toEqual([
    'learning rate',
    'optimizer beta1',
    'batch size',
    'x',
  ]);
});
