import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { BenchError } from '../errors.ts';

export interface Companion {
  readonly name: string;
  readonly program: readonly [string, ...string[]];
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Starts a program that runs until it is interrupted, does the work, and ends the program as Ctrl-C does.
 *
 * @param work receives the id of the process, and a signal that aborts when the process ends
 * @throws BenchError CONTENDER_FAILED with the end of its output where the program exits first
 */
export async function runBeside<Result>(
  { name, program, env }: Companion,
  work: (pid: number, signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const [command, ...arguments_] = program;
  const { INIT_CWD: _, HOURGLASS_HOME: __, ...inherited } = process.env;
  const child = spawn(command, arguments_, { env: { ...inherited, ...env }, stdio: ['ignore', 'ignore', 'pipe'] });
  let lastWords = '';
  child.stderr.on('data', (chunk: Buffer) => {
    lastWords = (lastWords + chunk.toString()).slice(-2000);
  });
  const isOver = new AbortController();
  const ended = new Promise<never>((_, reject) => {
    const fail = (how: string) => {
      isOver.abort();
      reject(new BenchError('CONTENDER_FAILED', `${name} ${how}`));
    };
    child.once('error', (error) => fail(`could not be started: ${error.message}`));
    child.once('exit', (code, signal) => fail(`ended (${signal ?? `exit code ${code}`}): ${lastWords.trim()}`));
  });
  // The process could not be started. `ended` rejects with the reason.
  if (child.pid === undefined) return ended;
  try {
    return await Promise.race([ended, work(child.pid, isOver.signal)]);
  } finally {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGINT');
      await once(child, 'exit');
    }
  }
}
