import { expect, it } from 'vitest';
import { baselineLabel, runLabel, shortRunLabel } from './run-label.ts';

const run = {
  id: 'k3f0000000',
  name: null,
  kind: 'run' as const,
  seed: 2,
  values: { dimensions: '784-128-16', learningRate: 0.003, codeSize: 16 },
};

it.each([
  ['what differs', run, ['dimensions', 'learningRate'], '784-128-16 · lr 0.003'],
  ['the seed where it differs', run, ['learningRate', 'seed'], 'lr 0.003 · seed 2'],
  ['nothing that only follows from the rest', run, ['codeSize'], 'run k3f0000000'],
  ['its id where nothing differs', run, [], 'run k3f0000000'],
  ['the name that a person gave it', { ...run, name: 'the good one' }, ['learningRate'], 'the good one'],
  ['no parameter that it lacks', run, ['noise.level', 'learningRate'], 'lr 0.003'],
])('names a run by %s', (_, source, varying, label) => {
  expect(runLabel(source, varying)).toBe(label);
});

it('names baselines by their kind and size', () => {
  expect([baselineLabel({ baseline: 'pca', codeSize: 32 }), baselineLabel({ baseline: 'mean', codeSize: 0 })]).toEqual([
    'PCA 32',
    'Mean image',
  ]);
});

it('shows the number of a run where its parameters are shown beside it', () => {
  expect([
    shortRunLabel({ ...run, number: 3 }),
    shortRunLabel({ ...run, name: 'the good one', number: 3 }),
    shortRunLabel({ name: null, values: { baseline: 'pca', codeSize: 8 }, number: null }),
  ]).toEqual(['#3', 'the good one', 'PCA 8']);
});
