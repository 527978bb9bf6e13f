import { join } from 'node:path';
import { z } from 'zod';
import { type Finished, measureProcesses } from './measure-processes.ts';

export const launcher = join(import.meta.dirname, '..', '..', '..', 'hourglass');

/** The fields of `hourglass runs ls --json` that the benchmarks use. */
const runSchema = z.object({
  id: z.string(),
  kind: z.enum(['run', 'baseline']),
  state: z.literal('complete'),
  startedAt: z.number(),
  endedAt: z.number(),
  epochs: z.array(z.object({ seconds: z.number(), testCostPerSample: z.number() })),
});
export type RecordedRun = z.output<typeof runSchema>;

/** Flags of `hourglass sweep`. A list stands for a flag that repeats or has several values. */
export interface SweepFlags {
  readonly networks: readonly (readonly number[])[];
  readonly learningRates?: readonly number[];
  readonly seeds: readonly number[];
  readonly batchSize: number;
  readonly epochs: number;
  readonly dataset: string;
  readonly baselines?: readonly string[];
  readonly workers?: number;
}

/** Trains a sweep in a separate home with the real command line, until the sweep ends. */
export function trainSweep(flags: SweepFlags, home: string): Promise<Finished> {
  return measureProcesses([{ program: [launcher, 'sweep', ...sweepArguments(flags), '--json', '--home', home], folder: process.cwd() }]);
}

export async function recordedRuns(home: string): Promise<readonly RecordedRun[]> {
  const { outputs } = await measureProcesses([{ program: [launcher, 'runs', 'ls', '--json', '--home', home], folder: process.cwd() }]);
  return z
    .array(runSchema)
    .parse(JSON.parse(outputs[0] ?? ''))
    .filter(({ kind }) => kind === 'run');
}

export function sweepArguments(flags: SweepFlags): readonly string[] {
  const { networks, learningRates, seeds, batchSize, epochs, dataset, baselines, workers } = flags;
  const values = {
    '--lr': learningRates?.join(','),
    '--seeds': seeds.join(','),
    '--batch': batchSize,
    '--epochs': epochs,
    '--dataset': dataset,
    '--baselines': baselines?.join(','),
    '--workers': workers,
  };
  return [
    ...networks.flatMap((dimensions) => ['--dims', dimensions.join(',')]),
    ...Object.entries(values).flatMap(([flag, value]) => (value === undefined ? [] : [flag, String(value)])),
  ];
}
