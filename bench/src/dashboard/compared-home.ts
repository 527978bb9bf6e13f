import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type SweepFlags, trainSweep } from '../measuring/command-line.ts';
import { writeSamples } from '../measuring/write-samples.ts';

/** 300 short runs on real images, so that their reconstructions differ. Of 2,500 samples 250 are test samples, all of them probes. */
const samples = { count: 2_500, side: 28 } as const;
const flags = {
  networks: [
    [784, 16],
    [784, 64, 16],
    [784, 128, 32],
  ],
  learningRates: [0.01, 0.003, 0.001, 0.0003],
  seeds: Array.from({ length: 25 }, (_, seed) => seed),
  batchSize: 50,
  epochs: 1,
} as const satisfies Omit<SweepFlags, 'dataset'>;

export const comparedRuns = flags.networks.length * flags.learningRates.length * flags.seeds.length;

/** Trains one sweep of many runs in a separate home, for the comparison page. Returns the home. */
export async function trainComparedRuns(folder: string): Promise<string> {
  const home = join(folder, 'compared');
  await mkdir(home);
  await trainSweep({ ...flags, dataset: await writeSamples(samples, folder) }, home);
  return home;
}
