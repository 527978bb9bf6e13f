import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { at } from '@hourglass/engine/checked';
import { z } from 'zod';
import { recordedRuns, trainSweep } from '../measuring/command-line.ts';
import { type Consumption, measureProcesses } from '../measuring/measure-processes.ts';
import { peersFolder } from '../peers/environments.ts';
import { runsOf, type SweepRun, sweepFlags } from './runs.ts';

export interface Trained extends Consumption {
  /** Mean test cost per sample over the runs. Equal work gives equal costs. */
  readonly testCost: number;
}

interface TrainOptions {
  /** An empty folder for this round. */
  readonly folder: string;
  readonly dataFolder: string;
  readonly python: string;
}

interface PeerOptions {
  readonly processes: number;
  readonly flags: readonly string[];
}

export interface SweepContender {
  readonly name: string;
  readonly train: (options: TrainOptions) => Promise<Trained>;
}

/** Hourglass, then its peers. */
export const sweepContenders: readonly SweepContender[] = [
  { name: 'Hourglass', train: trainOurs },
  { name: 'PyTorch and MLflow, one run after the other', train: peer({ processes: 1, flags: [] }) },
  { name: 'the same with fused Adam on one thread', train: peer({ processes: 1, flags: ['--fused', '--threads', '1'] }) },
  { name: 'the same in two processes', train: peer({ processes: 2, flags: ['--fused', '--threads', '1'] }) },
];

async function trainOurs({ folder }: TrainOptions): Promise<Trained> {
  const home = join(folder, 'home');
  const { wallSeconds, cpuSeconds, peakBytes } = await trainSweep(sweepFlags, home);
  const runs = await recordedRuns(home);
  const costs = runs.map(({ epochs }) => at(epochs, epochs.length - 1).testCostPerSample);
  return { wallSeconds, cpuSeconds, peakBytes, testCost: mean(costs) };
}

/** Creates MLflow's store. This takes seconds and is not timed, because users do it once. */
const makeStore = 'import mlflow; mlflow.set_tracking_uri("sqlite:///mlflow.db"); mlflow.set_experiment("sweep")';

/** Assigns the runs to the processes in turn, so that every process gets some of each network. */
function peer({ processes, flags }: PeerOptions): SweepContender['train'] {
  return async ({ folder, dataFolder, python }) => {
    const programs = await Promise.all(
      Array.from({ length: processes }, async (_, index) => {
        const own = join(folder, `process-${index}`);
        const share = runsOf(sweepFlags).filter((_run: SweepRun, position) => position % processes === index);
        await mkdir(own, { recursive: true });
        await writeFile(join(own, 'runs.json'), JSON.stringify(share));
        await measureProcesses([{ program: [python, '-c', makeStore], folder: own }]);
        const program = [python, join(peersFolder, 'sweep_pytorch.py'), join(own, 'runs.json'), dataFolder, ...flags] as const;
        // Each process has its own store: two processes that write to one SQLite store fail with "database is locked".
        return { program, folder: own };
      }),
    );
    const { wallSeconds, cpuSeconds, peakBytes, outputs } = await measureProcesses(programs);
    const costs = outputs.flatMap((output) => z.array(z.number()).parse(JSON.parse(output)));
    return { wallSeconds, cpuSeconds, peakBytes, testCost: mean(costs) };
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
