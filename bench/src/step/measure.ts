import { z } from 'zod';
import { BenchError } from '../errors.ts';
import { type Machine, pinned } from '../measuring/machine.ts';
import { type Conversation, startConversation } from '../peers/conversation.ts';
import { type PeerEnvironment, provideEnvironment, type StepEnvironment } from '../peers/environments.ts';
import { type Contender, contenders, oneThread, ownProgram, type Program, peerProgram } from './contenders.ts';
import { describeShape, type Shape } from './shapes.ts';

const failure = z.object({ failed: z.string() });
const prepared = z.union([z.object({ library: z.string(), cost: z.number() }), failure]);
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
  /** Processes of each contender that run at the same time, each on a core of its own. */
  readonly workers: number;
  readonly environments: Environments;
  readonly note: (line: string) => void;
}

/** The processes of a contender. */
type Team = readonly Conversation[];

/** Starts every contender. Only one runs at a time. */
export function startField({ machine, workers, environments, note }: FieldOptions): Field {
  const variables = { ...process.env, ...oneThread };
  const missing: MissingPeer[] = [];
  const teams = new Map<Contender, Team>();
  for (const contender of contenders) {
    const program = programOf(contender, environments);
    if ('missing' in program) missing.push({ name: contender.name, why: program.missing });
    else
      teams.set(
        contender,
        Array.from({ length: workers }, (_, core) => startConversation(pinned(program, machine, core), variables)),
      );
  }

  return {
    async measure(shape, taskFolder, rounds) {
      const failed: MissingPeer[] = [];
      const ready: { team: Team; timing: Omit<Timing, 'milliseconds'>; milliseconds: number[] }[] = [];
      for (const [contender, team] of teams) {
        note(`  ${contender.name} gets ready`);
        try {
          const replies = await Promise.all(team.map(async (one) => prepared.parse(await one.ask({ prepare: taskFolder }))));
          const [reply = { failed: 'it has no process' }] = replies;
          if ('failed' in reply) {
            failed.push({ name: contender.name, why: `${describeShape(shape)}: ${reply.failed}` });
            continue;
          }
          // The first round may compile again, because its number of steps is new.
          await timeRound(team, shape.stepsPerRound);
          ready.push({ team, timing: { name: contender.name, library: reply.library, cost: reply.cost }, milliseconds: [] });
        } catch (error) {
          if (!(error instanceof BenchError)) throw error;
          failed.push({ name: contender.name, why: error.message });
          teams.delete(contender);
        }
      }
      const sgemmGflops: number[] = [];
      for (let round = 0; round < rounds; round++) {
        sgemmGflops.push(rated.parse(await teams.get(contenders[0])?.[0]?.ask({ sgemm: true })).gflops);
        // Every second round runs in reverse order, so that no contender always follows the same one.
        for (const { team, milliseconds } of round % 2 === 0 ? ready : ready.toReversed()) {
          milliseconds.push(await timeRound(team, shape.stepsPerRound));
        }
      }
      return {
        timings: ready.map(({ timing, milliseconds }) => ({ ...timing, milliseconds })),
        missing: [...missing, ...failed],
        sgemmGflops,
      };
    },
    async end() {
      await Promise.all([...teams.values()].flat().map((conversation) => conversation.end()));
    },
  };
}

/** Milliseconds per step of the slowest process. */
async function timeRound(team: Team, steps: number): Promise<number> {
  const replies = await Promise.all(team.map(async (one) => timed.parse(await one.ask({ steps }))));
  return Math.max(...replies.map((reply) => (1000 * reply.seconds) / reply.steps));
}

function programOf(contender: Contender, environments: Environments): Program | { readonly missing: string } {
  if ('mode' in contender) return ownProgram(contender);
  const environment = environments[contender.environment];
  return 'missing' in environment ? environment : peerProgram(contender, environment.python);
}
