import { expect, it } from 'vitest';
import { differingParameters } from './varying-of.ts';

const run = (values: Readonly<Record<string, number | string>>) =>
  ({ kind: 'run', seed: 0, values: { dimensions: '16-4', ...values } }) as const;
const adam = { optimizer: 'adam', 'optimizer.beta1': 0.9 };

it.each([
  ['runs with different optimizers by the optimizer alone', [run(adam), run({ optimizer: 'sgd' })], ['optimizer']],
  [
    'runs with different details of one optimizer by those details',
    [run(adam), run({ ...adam, 'optimizer.beta1': 0.5 }), run({ optimizer: 'sgd' })],
    ['optimizer', 'optimizer.beta1'],
  ],
  ['runs with and without a parameter by it', [run({ weightDecay: 0.1 }), run({})], ['weightDecay']],
  ['equal runs by their layers', [run(adam), run(adam)], expect.arrayContaining(['dimensions'])],
])('labels %s', (_, runs, expected) => {
  expect(differingParameters(runs)).toEqual(expected);
});
