import { expect, it } from 'vitest';
import { specDifference } from './spec-difference.ts';

const spec = { version: 1, name: 'Digits', model: { dimensions: [784, 32] }, training: { learningRate: 0.003 } };
const names = (after: Parameters<typeof specDifference>[0]) => specDifference(spec, after).map(({ title }) => title);

it.each([
  ['its name', { ...spec, name: 'Other' }, []],
  ['defaults written out', { ...spec, dataset: 'mnist', seeds: [0], training: { learningRate: 0.003, epochs: 30, optimizer: 'adam' } }, []],
  ['a kind written out', { ...spec, training: { learningRate: 0.003, optimizer: { kind: 'adam', beta1: 0.9 } } }, []],
  ['a list of one value', { ...spec, training: { learningRate: [0.003] } }, []],
  [
    'its seeds and layers',
    {
      ...spec,
      seeds: [0, 1],
      model: {
        dimensions: [
          [784, 32],
          [784, 16],
        ],
      },
    },
    ['seeds', 'dimensions'],
  ],
  ['its files', { ...spec, dataset: { train: '/data/a.npy' } }, ['data set']],
  ['an option of its data', { ...spec, dataset: { name: 'mnist', limit: 100 } }, ['data set']],
  ['a detail of a kind', { ...spec, training: { learningRate: 0.003, optimizer: { kind: 'adam', beta1: 0.5 } } }, ['optimizer']],
])('tells how a spec differs by %s', (_, after, expected) => {
  expect(names(after)).toEqual(expected);
});

it('gives both values, and the default of one that says nothing', () => {
  expect(specDifference(spec, { ...spec, training: { learningRate: [0.003, 0.001], epochs: 5 } })).toEqual([
    { name: 'learningRate', title: 'learning rate', before: 0.003, after: [0.003, 0.001] },
    { name: 'epochs', title: 'epochs', before: 30, after: 5 },
  ]);
});

it('takes the defaults that other choices imply', () => {
  const variational = { ...spec, model: { dimensions: [784, 32], code: 'variational' } };
  expect(specDifference(variational, { ...spec, model: { ...variational.model, tied: false } })).toEqual([]);
  expect(names(variational)).toEqual(['tied', 'code model']);
});
