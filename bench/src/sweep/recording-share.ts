import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { recordedRuns, trainSweep } from '../measuring/command-line.ts';
import { measureProcesses } from '../measuring/measure-processes.ts';
import { runsOf, sweepFlags } from './runs.ts';

/** Half of the sweep's runs, and of more epochs, as real ones are: the start of a process and of its first run is then not most of it. */
export const recordingFlags = { ...sweepFlags, seeds: [0], epochs: 5 } as const;

/** Seconds of the same runs in one process. */
export interface RecordingCost {
  /** From the first run's start to the last one's end in a worker that records everything. */
  readonly recorded: number;
  /** `train` alone, its events dropped. */
  readonly bare: number;
}

/** The same runs once by a worker that records and once by `train` alone. */
export async function measureRecording(folder: string): Promise<RecordingCost> {
  const home = join(folder, 'home');
  await trainSweep({ ...recordingFlags, workers: 1 }, home);
  const runs = await recordedRuns(home);
  const recorded = Math.max(...runs.map(({ endedAt }) => endedAt)) - Math.min(...runs.map(({ startedAt }) => startedAt));

  const list = join(folder, 'runs.json');
  await writeFile(list, JSON.stringify(runsOf(recordingFlags)));
  const program = [process.execPath, join(import.meta.dirname, 'train-bare-program.ts'), list] as const;
  const { outputs } = await measureProcesses([{ program, folder }]);
  return { recorded: recorded / 1000, bare: z.number().parse(JSON.parse(outputs[0] ?? '')) };
}
