import { spawnSync } from 'node:child_process';
import { availableParallelism, cpus, type as operatingSystem, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { BenchError } from '../errors.ts';

const engineSchema = z.object({
  cacheFolder: z.string(),
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
  /** Whether a process can be pinned to one core. */
  readonly canPin: boolean;
}

export function describeMachine(): Machine {
  const { cacheFolder, report } = inspectEngine();
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

/** Runs in a child process, so that this process does not load TensorFlow and its threads. */
function inspectEngine() {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(import.meta.dirname, 'inspect-engine-program.ts')], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new BenchError('COMMAND_FAILED', `The engine could not be inspected: ${stderr.trim()}`);
  return engineSchema.parse(JSON.parse(stdout));
}

/** @param core from the last one backwards: other work of a machine tends to run on the first */
export function pinned(program: readonly [string, ...string[]], { canPin, cores }: Machine, core = 0): readonly [string, ...string[]] {
  return canPin ? ['taskset', '--cpu-list', String(cores - 1 - core), ...program] : program;
}
