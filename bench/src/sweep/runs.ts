import type { SweepFlags } from '../measuring/command-line.ts';

/** The sweep that is trained: 3 networks × 2 learning rates × 2 seeds on the whole of MNIST. */
export const sweepFlags = {
  networks: [
    [784, 256, 256, 64, 32],
    [784, 128, 16],
    [784, 256, 32],
  ],
  learningRates: [0.001, 0.0003],
  seeds: [0, 1],
  batchSize: 20,
  epochs: 2,
  dataset: 'mnist',
} as const satisfies SweepFlags;

export interface SweepRun {
  readonly dimensions: readonly number[];
  readonly learningRate: number;
  readonly seed: number;
  readonly batchSize: number;
  readonly epochs: number;
}

/** The same runs as a list, for contenders without sweeps. */
export function runsOf({ networks, learningRates = [0.001], seeds, batchSize, epochs }: SweepFlags): readonly SweepRun[] {
  return networks.flatMap((dimensions) =>
    learningRates.flatMap((learningRate) => seeds.map((seed) => ({ dimensions, learningRate, seed, batchSize, epochs }))),
  );
}
