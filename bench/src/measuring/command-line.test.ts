import { expect, it } from 'vitest';
import { sweepArguments } from './command-line.ts';

it('writes a sweep as flags, repeated for each network, without missing values', () => {
  const flags = {
    networks: [
      [784, 32],
      [784, 64, 16],
    ],
    learningRates: [0.001, 0.01],
    seeds: [0, 1],
    batchSize: 20,
    epochs: 2,
    dataset: 'mnist',
  };
  expect(sweepArguments(flags).join(' ')).toBe(
    '--dims 784,32 --dims 784,64,16 --lr 0.001,0.01 --seeds 0,1 --batch 20 --epochs 2 --dataset mnist',
  );
});
