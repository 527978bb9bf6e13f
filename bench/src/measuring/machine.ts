import { spawnSync } from 'node:child_process';
import { availableParallelism, cpus, type as operatingSystem, release, totalmem } from 'node:os';
import { z } from 'zod';
import { BenchError } from '../errors.ts';

const engineSchema = z.object({
  cacheFolder: z.string(),
  sgemmGflops: z.number(),
  report: z.object({ name: z.string(), version: z.string(), libraryVersion: z.string().nullable() }),
});

export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  /** GiB */
  readonly memory: number;
  readonly system: string;
  readonly node: string;
  /** For example `tensorflow 2.21.0, TensorFlow.js 4.22.0`. */
  readonly engine: string;
  readonly cacheFolder: string;
  /** Whether a process can be kept on one core. */
  readonly canPin: boolean;
}

export function describeMachine(): Machine {
  const { cacheFolder, report } = inspectEngine(1);
  return Object.freeze({
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memory: Math.round(totalmem() / 2 ** 30),
    system: `${operatingSystem()} ${release()}, ${process.arch}`,
    node: process.versions.node,
    engine: `${report.name}${report.libraryVersion === null ? '' : ` ${report.libraryVersion}`}, TensorFlow.js ${report.version}`,
    cacheFolder,
    canPin: spawnSync('taskset', ['--version']).status === 0,
  });
}

/** The last core: the first is where a machine's other work tends to be. */
export function pinned(program: readonly [string, ...string[]], { canPin, cores }: Machine): readonly [string, ...string[]] {
  return canPin ? ['taskset', '--cpu-list', String(cores - 1), ...program] : program;
}

/** 10⁹ single-precision operations a second in square matrix products, on so many threads. */
export function measureSgemm(threads: number, machine: Machine): number {
  return inspectEngine(threads, threads === 1 ? (program) => pinned(program, machine) : undefined).sgemmGflops;
}

type Program = readonly [string, ...string[]];

/** In a process of its own: an engine's threads are fixed once it is loaded. */
function inspectEngine(threads: number, wrap: (program: Program) => Program = (program) => program) {
  const [command, ...arguments_] = wrap([
    process.execPath,
    new URL('inspect-engine-program.ts', import.meta.url).pathname,
    String(threads),
  ]);
  const { status, stdout, stderr } = spawnSync(command, arguments_, { encoding: 'utf8' });
  if (status !== 0) throw new BenchError('COMMAND_FAILED', `The engine could not be inspected: ${stderr.trim()}`);
  return engineSchema.parse(JSON.parse(stdout));
}
