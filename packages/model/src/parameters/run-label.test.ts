import { expect, it } from 'vitest';
import { runLabel } from './run-label.ts';

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
  ['no parameter that follows from the others', run, ['codeSize'], 'run k3f0000000'],
  ['its id where nothing differs', run, [], 'run k3f0000000'],
  ['the name that a person gave it', { ...run, name: 'the good one' }, ['learningRate'], 'the good one'],
  ['no parameter that it lacks', run, ['noise.level', 'learningRate'], 'lr 0.003'],
])('names a run by %s', (_, source, varying, label) => {
  expect(runLabel(source, varying)).toBe(label);
});
