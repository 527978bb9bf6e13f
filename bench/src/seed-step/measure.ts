import { z } from 'zod';
import { BenchError } from '../errors.ts';
import { type Machine, pinned } from '../measuring/machine.ts';
import { type Conversation, startConversation } from '../peers/conversation.ts';
import { type PeerEnvironment, provideEnvironment, type StepEnvironment } from '../peers/environments.ts';
import { type Contender, contenders, ownProgram, type Program, peerProgram, threadVariables } from './contenders.ts';
import type { Shape } from './shapes.ts';

const prepared = z.object({ library: z.string(), cost: z.number() });
const rated = z.object({ gflops: z.number().positive() });
const timed = z.object({ steps: z.int().positive(), seconds: z.number().positive() });

/** The measurement of one contender on one shape. */
interface Timing {
  readonly name: string;
  readonly library: string;
  /** Cost of the last warm-up step's batch. Equal work gives equal costs. */
  readonly cost: number;
  /** Milliseconds per step, one value for each round. */
  readonly milliseconds: readonly number[];
}
export interface MissingPeer {
  readonly name: string;
  readonly why: string;
}
export interface Measured {
  readonly timings: readonly Timing[];
  readonly missing: readonly MissingPeer[];
  /** 10⁹ floating-point operations per second in square matrix products, one value for each round. */
  readonly sgemmGflops: readonly number[];
}

/** The processes of all contenders. Each has built its model and run the warm-up steps. */
export interface Field {
  measure(shape: Shape, taskFolder: string, rounds: number): Promise<Measured>;
  end(): Promise<void>;
}

type Environments = Readonly<Record<StepEnvironment, PeerEnvironment>>;

export async function provideEnvironments({ cacheFolder }: Machine, note: (line: string) => void): Promise<Environments> {
  const provide = (name: StepEnvironment) => provideEnvironment(name, { cacheFolder, note });
  return { tensorflow: await provide('tensorflow'), pytorch: await provide('pytorch'), jax: await provide('jax') };
}

interface FieldOptions {
  readonly machine: Machine;
  readonly threads: number;
  readonly environments: Environments;
  readonly note: (line: string) => void;
}

/** Starts every contender. With one thread, all share one core, on which only one runs at a time. */
export function startField({ machine, threads, environments, note }: FieldOptions): Field {
  const variables = { ...process.env, ...threadVariables(threads) };
  const missing: MissingPeer[] = [];
  const conversations = new Map<Contender, Conversation>();
  for (const contender of contenders) {
    const program = programOf(contender, threads, environments);
    if ('missing' in program) missing.push({ name: contender.name, why: program.missing });
    else conversations.set(contender, startConversation(threads === 1 ? pinned(program, machine) : program, variables));
  }

  return {
    async measure(shape, taskFolder, rounds) {
      const failed: MissingPeer[] = [];
      const ready: { conversation: Conversation; timing: Omit<Timing, 'milliseconds'>; milliseconds: number[] }[] = [];
      for (const [contender, conversation] of conversations) {
        note(`  ${contender.name} gets ready`);
        try {
          const { library, cost } = prepared.parse(await conversation.ask({ prepare: taskFolder }));
          // The first round may compile again, because its number of steps is new.
          await conversation.ask({ steps: shape.stepsPerRound });
          ready.push({ conversation, timing: { name: contender.name, library, cost }, milliseconds: [] });
        } catch (error) {
          if (!(error instanceof BenchError)) throw error;
          failed.push({ name: contender.name, why: error.message });
        }
      }
      const sgemmGflops: number[] = [];
      for (let round = 0; round < rounds; round++) {
        sgemmGflops.push(rated.parse(await conversations.get(contenders[0])?.ask({ sgemm: true })).gflops);
        // Every second round runs in reverse order, so that no contender always follows the same one.
        for (const { conversation, milliseconds } of round % 2 === 0 ? ready : ready.toReversed()) {
          const { steps, seconds } = timed.parse(await conversation.ask({ steps: shape.stepsPerRound }));
          milliseconds.push((1000 * seconds) / steps);
        }
      }
      return {
        timings: ready.map(({ timing, milliseconds }) => ({ ...timing, milliseconds })),
        missing: [...missing, ...failed],
        sgemmGflops,
      };
    },
    async end() {
      await Promise.all([...conversations.values()].map((conversation) => conversation.end()));
    },
  };
}

function programOf(contender: Contender, threads: number, environments: Environments): Program | { readonly missing: string } {
  if ('mode' in contender) return ownProgram(contender, threads);
  const environment = environments[contender.environment];
  return 'missing' in environment ? environment : peerProgram(contender, environment.python);
}
