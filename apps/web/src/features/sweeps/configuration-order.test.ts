import { type ConfiguredRun, summariseConfigurations } from '@hourglass/sweeps/configurations';
import { expect, it } from 'vitest';
import { orderConfigurations, seedsText } from './configuration-order.ts';

const run = (configuration: number, dimensions: string, cost: number | null): ConfiguredRun => ({
  ...{ kind: 'run', state: cost === null ? 'waiting' : 'complete', configuration, seed: 0, values: { dimensions }, trainingSeconds: 1 },
  ...{ bestEpoch: cost === null ? null : 1, bestValue: cost, bestValidationCost: cost, bestTestCost: cost, lastTestCost: cost },
});
const summaries = summariseConfigurations([
  run(1, '784-64', 3),
  run(2, '784-256', null),
  run(3, '784-8', 1),
  run(3, '784-8', 2),
  run(1, '784-64', null),
]);

it.each([
  ['validation', [3, 1, 2]],
  ['-validation', [1, 3, 2]],
  ['dimensions', [3, 1, 2]],
  ['-dimensions', [2, 1, 3]],
  ['validationSd', [3, 1, 2]],
  ['nothing', [1, 2, 3]],
])('sorts by %s, and puts configurations without a value last', (order, expected) => {
  expect(orderConfigurations(summaries, order).map(({ configuration }) => configuration)).toEqual(expected);
});

it('says how many seeds have a result', () => {
  expect(summaries.map(seedsText)).toEqual(['1 of 2', '0 of 1', '2']);
});
