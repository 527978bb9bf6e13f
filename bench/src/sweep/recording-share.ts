import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { recordedRuns, trainSweep } from '../measuring/command-line.ts';
import { measureProcesses } from '../measuring/measure-processes.ts';
import { runsOf, sweepFlags } from './runs.ts';

const flags = { ...sweepFlags, seeds: [0] } as const;

/** Seconds of the same runs in one process. */
export interface RecordingCost {
  /** From the first run's start to the last one's end in a worker that records everything. */
  readonly recorded: number;
  /** `train` alone, its events dropped. */
  readonly bare: number;
}

/** Half of the sweep's runs, once by a worker that records and once by `train` alone. */
export async function measureRecording(folder: string): Promise<RecordingCost> {
  const home = join(folder, 'home');
  await trainSweep({ ...flags, workers: 1 }, home);
  const runs = await recordedRuns(home);
  const recorded = Math.max(...runs.map(({ endedAt }) => endedAt)) - Math.min(...runs.map(({ startedAt }) => startedAt));

  const list = join(folder, 'runs.json');
  await writeFile(list, JSON.stringify(runsOf(flags)));
  const program = [process.execPath, join(import.meta.dirname, 'train-bare-program.ts'), list] as const;
  const { outputs } = await measureProcesses([{ program, folder }]);
  return { recorded: recorded / 1000, bare: z.number().parse(JSON.parse(outputs[0] ?? '')) };
}
