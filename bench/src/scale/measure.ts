import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { at } from '@hourglass/engine/checked';
import { recordedRuns, trainSweep } from '../measuring/command-line.ts';
import type { Consumption } from '../measuring/measure-processes.ts';
import { writeSamples } from '../measuring/write-samples.ts';
import type { Point } from './series.ts';

export interface MeasuredPoint extends Consumption {
  /** Training seconds of all epochs, without evaluation and recording. */
  readonly trainingSeconds: number;
  /** Size of the home afterwards. */
  readonly diskBytes: number;
}

type Sized = Pick<Point, 'samples' | 'flags'>;

/** Trains a point's sweep in a separate home. */
export async function measurePoint({ samples, flags }: Sized, folder: string): Promise<MeasuredPoint> {
  return inHome(folder, async (home) => {
    const { wallSeconds, cpuSeconds, peakBytes } = await trainSweep({ ...flags, dataset: await writeSamples(samples, folder) }, home);
    const runs = await recordedRuns(home);
    const trainingSeconds = runs.flatMap(({ epochs }) => epochs).reduce((sum, { seconds }) => sum + seconds, 0);
    return { wallSeconds, cpuSeconds, peakBytes, trainingSeconds, diskBytes: await sizeOf(home) };
  });
}

/** Seconds between the starts of consecutive runs in one worker. The first interval is excluded as warm-up. */
export async function measureStarts({ samples, flags }: Sized, folder: string): Promise<readonly number[]> {
  return inHome(folder, async (home) => {
    await trainSweep({ ...flags, dataset: await writeSamples(samples, folder) }, home);
    const starts = (await recordedRuns(home)).map(({ startedAt }) => startedAt).sort((a, b) => a - b);
    return starts.slice(2).map((start, index) => (start - at(starts, index + 1)) / 1000);
  });
}

async function inHome<Result>(folder: string, work: (home: string) => Promise<Result>): Promise<Result> {
  const home = join(folder, 'home');
  await mkdir(home);
  try {
    return await work(home);
  } finally {
    await rm(home, { recursive: true });
  }
}

async function sizeOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(files.map(async ({ parentPath, name }) => (await stat(join(parentPath, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}
