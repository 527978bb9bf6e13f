import { join } from 'node:path';
import { z } from 'zod';
import { launcher, type SweepFlags, trainSweep } from '../measuring/command-line.ts';
import { processorSeconds } from '../measuring/inspect-processes.ts';
import { type Machine, pinned } from '../measuring/machine.ts';
import { runBeside } from '../measuring/run-beside.ts';
import { type Conversation, startConversation } from '../peers/conversation.ts';
import { runsOf, sweepFlags } from './runs.ts';

/** More epochs than the sweep's, as real runs have: the start of a run is then not most of it. */
export const recordingEpochs = 5;

/** The runs of one network, trained twice. */
export interface RecordingPair {
  readonly network: string;
  /** Processor seconds of a worker that records everything, all its threads together; NaN where the system does not tell. */
  readonly recorded: number;
  /** Processor seconds of `train` alone, its events dropped. */
  readonly bare: number;
}

interface RecordingOptions {
  /** Empty. */
  readonly folder: string;
  readonly machine: Machine;
  /** Of the parameters and batches. */
  readonly seed: number;
  readonly note: (line: string) => void;
}

/**
 * Trains each of the sweep's networks by a worker that records and by a process that only trains, both warm, both at once, and on one core,
 * which the system deals out by milliseconds: what else happens on a machine can change a core's speed by half from minute to minute, and so
 * is the same for both. Where a process's memory happens to lie makes it some percent faster or slower for its life: each round has new ones.
 */
export async function measureRecording({ folder, machine, seed, note }: RecordingOptions): Promise<readonly RecordingPair[]> {
  const home = join(folder, 'recorded');
  const program = pinned([process.execPath, join(import.meta.dirname, 'bare-training-program.ts')], machine);
  const bareTraining = startConversation(program, process.env);
  try {
    const worker = { name: '`hourglass worker`', program: pinned([launcher, 'worker', '--quiet', '--home', home], machine) };
    return await runBeside(worker, async (pid) => {
      const train = async (network: readonly number[], epochs: number): Promise<RecordingPair> => {
        const flags = { ...sweepFlags, networks: [network], seeds: [seed], epochs, baselines: ['none'] };
        const [recorded, bare] = await Promise.all([trainRecorded(flags, home, pid), trainBare(flags, bareTraining)]);
        return { network: network.join('-'), recorded, bare };
      };
      for (const network of sweepFlags.networks) await train(network, 1);
      const pairs: RecordingPair[] = [];
      for (const network of sweepFlags.networks) {
        note(`  ${network.join('-')}`);
        pairs.push(await train(network, recordingEpochs));
      }
      return pairs;
    });
  } finally {
    await bareTraining.end();
  }
}

async function trainRecorded(flags: SweepFlags, home: string, worker: number): Promise<number> {
  const before = await processorSeconds(worker);
  await trainSweep({ ...flags, workers: 0 }, home);
  return (await processorSeconds(worker)) - before;
}

async function trainBare(flags: SweepFlags, training: Conversation): Promise<number> {
  return z.object({ seconds: z.number() }).parse(await training.ask({ runs: runsOf(flags) })).seconds;
}
