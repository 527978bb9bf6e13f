import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type SweepFlags, trainSweep } from '../measuring/command-line.ts';
import { type Machine, pinned } from '../measuring/machine.ts';
import { type Conversation, startConversation } from '../peers/conversation.ts';
import { runsOf, sweepFlags } from './runs.ts';

/** More epochs than the sweep's, as real runs have: the start of a run is then not most of it. */
export const recordingEpochs = 5;

/** A network trained in two processes, by each once as a worker that records, and once bare. */
export interface RecordingPair {
  readonly network: string;
  /** Processor seconds of the workers that record everything, all their threads together. */
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
 * Trains each of the sweep's networks in two processes at once, of which one records and the other only trains, and then the other way around.
 * Both are warm and on one core, which the system deals out by milliseconds: what else happens on a machine can change a core's speed by half
 * from minute to minute, and so is the same for both. Where a process's memory happens to lie makes it some percent faster or slower for its
 * life: that is in both sums, and new processes are begun each round.
 */
export async function measureRecording({ folder, machine, seed, note }: RecordingOptions): Promise<readonly RecordingPair[]> {
  const [one, other] = await Promise.all([startTrainee(join(folder, 'one'), machine), startTrainee(join(folder, 'other'), machine)]);
  try {
    const trainBoth = async (network: readonly number[], options: Pick<SweepFlags, 'epochs' | 'learningRates'>): Promise<RecordingPair> => {
      const flags = { ...sweepFlags, ...options, networks: [network], seeds: [seed], baselines: ['none'] };
      const [recorded, bare] = await Promise.all([one.record(flags), other.train(flags)]);
      const [recordedByOther, bareByOne] = await Promise.all([other.record(flags), one.train(flags)]);
      return { network: network.join('-'), recorded: recorded + recordedByOther, bare: bare + bareByOne };
    };
    for (const network of sweepFlags.networks) await trainBoth(network, { epochs: 1, learningRates: sweepFlags.learningRates });
    const pairs: RecordingPair[] = [];
    for (const network of sweepFlags.networks) {
      note(`  ${network.join('-')}`);
      pairs.push(await trainBoth(network, { epochs: recordingEpochs, learningRates: [0.001] }));
    }
    return pairs;
  } finally {
    await Promise.all([one.end(), other.end()]);
  }
}

/** Both tell the processor seconds they took. */
interface Trainee {
  record(flags: SweepFlags): Promise<number>;
  train(flags: SweepFlags): Promise<number>;
  end(): Promise<void>;
}

/** @param home is made */
async function startTrainee(home: string, machine: Machine): Promise<Trainee> {
  await mkdir(home);
  const program = pinned([process.execPath, join(import.meta.dirname, 'recording-program.ts'), home], machine);
  const conversation = startConversation(program, process.env);
  return {
    async record(flags) {
      await ask(conversation, { kind: 'begin recording' });
      await trainSweep({ ...flags, workers: 0 }, home);
      return ask(conversation, { kind: 'end recording' });
    },
    train: (flags) => ask(conversation, { kind: 'train', runs: runsOf(flags) }),
    end: () => conversation.end(),
  };
}

async function ask(conversation: Conversation, request: object): Promise<number> {
  return z.object({ seconds: z.number() }).parse(await conversation.ask(request)).seconds;
}
