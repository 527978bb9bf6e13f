import { expect, it } from 'vitest';
import { runConfigSchema } from '../config.ts';
import { chooseExecutor } from './choose-executor.ts';

const mnist = 55_000;

it.each([
  // 66 million operations and 2,750 steps an epoch: a loop saves 0.26 ms a step.
  ['the seed’s network over 30 epochs', {}, mnist, 'xla'],
  ['the same over 9 epochs', { epochs: 9 }, mnist, 'xla'],
  ['the same over 8 epochs: compiling takes as long as it saves', { epochs: 8 }, mnist, 'session'],
  ['few samples', {}, 2_000, 'session'],
  ['a tiny network over many epochs', { dimensions: [784, 2], epochs: 200 }, mnist, 'xla'],
  ['large batches', { batchSize: 100, epochs: 1_000 }, mnist, 'session'],
  // 700 million operations in 56 steps of loops: a compiled loop saves 9 ms a step.
  ['the loops of a recurrent network', { family: 'recurrent', batchSize: 100, epochs: 5 }, mnist, 'xla'],
  ['large products in them', { family: 'recurrent', units: [2_048], batchSize: 100, epochs: 30 }, mnist, 'session'],
  ['noise, which the loop draws', { noise: 'gaussian' }, mnist, 'xla'],
] as const)('%s', (_, fields, count, executor) => {
  const config = runConfigSchema.parse({ ...('family' in fields ? {} : { dimensions: [784, 256, 256, 64, 32] }), ...fields });
  expect(chooseExecutor(config, [28, 28], count)).toBe(executor);
});
