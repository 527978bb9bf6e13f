import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type SweepFlags, trainSweep } from '../measuring/command-line.ts';
import { type Machine, pinned } from '../measuring/machine.ts';
import { type Conversation, startConversation } from '../peers/conversation.ts';
import { runsOf, sweepFlags } from './runs.ts';

/** More epochs than the sweep has, as in real runs, so that a run's start is a small part of it. */
export const recordingEpochs = 5;

/** A network trained in two processes, in each once by a recording worker and once without recording. */
export interface RecordingPair {
  readonly network: string;
  /** Processor seconds of the recording workers, all threads included. */
  readonly recorded: number;
  /** Processor seconds of `train` with its events discarded. */
  readonly bare: number;
}

interface RecordingOptions {
  /** An empty folder. */
  readonly folder: string;
  readonly machine: Machine;
  /** Seed of the parameters and batches. */
  readonly seed: number;
  readonly note: (line: string) => void;
}

/**
 * Trains each of the sweep's networks in two processes at once. One records and the other only trains; then they swap roles.
 * Both are warmed up and share one core in slices of milliseconds: other load can change a core's speed by half from minute to
 * minute, and so affects both equally. The memory layout of a process makes it a few percent faster or slower for its lifetime:
 * swapping the roles includes this in both sums, and each round starts new processes.
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

/** Both return the processor seconds that they took. */
interface Trainee {
  record(flags: SweepFlags): Promise<number>;
  train(flags: SweepFlags): Promise<number>;
  end(): Promise<void>;
}

/** @param home created by this function */
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
