import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '@hourglass/tests/listening';
import { BenchError } from '../errors.ts';
import { processesBelow, residentBytes, sharedBytes } from '../measuring/process-memory.ts';

const launcher = join(import.meta.dirname, '..', '..', '..', 'hourglass');

export interface Server {
  readonly name: string;
  readonly program: (port: number) => readonly [string, ...string[]];
  /** Answers once it serves. */
  readonly health: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface ServerMemory {
  /** The process that has most in memory, its shared pages in full: the one that serves. Bytes. */
  readonly largest: number;
  /** All processes that were started with it, shared pages counted once. Bytes. */
  readonly all: number;
}

export interface Served {
  readonly url: string;
  memory(): Promise<ServerMemory>;
}

/** The real command line over a home, without workers. */
export function dashboardOf(home: string): Server {
  return {
    name: '`hourglass up`',
    program: (port) => [launcher, 'up', '--workers', '0', '--home', home, '--port', String(port)],
    health: '/api/health',
  };
}

/** Starts a server, and ends it and all that it started when the work is done. @throws BenchError CONTENDER_FAILED where it ends before */
export async function serve<Result>(server: Server, work: (served: Served) => Promise<Result>): Promise<Result> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const [command, ...arguments_] = server.program(port);
  const { INIT_CWD: _, HOURGLASS_HOME: __, ...inherited } = process.env;
  const child = spawn(command, arguments_, { env: { ...inherited, ...server.env }, stdio: ['ignore', 'ignore', 'pipe'] });
  let lastWords = '';
  child.stderr.on('data', (chunk: Buffer) => {
    lastWords = (lastWords + chunk.toString()).slice(-2000);
  });
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(`it ended (${signal ?? `exit code ${code}`}): ${lastWords.trim()}`));
  });
  const { pid } = child;
  if (pid === undefined) throw new BenchError('CONTENDER_FAILED', `${server.name} could not be started: ${await ended}`);
  const waiting = new AbortController();
  try {
    const failure = await Promise.race([ended, untilHealthy(url + server.health, waiting.signal)]);
    if (failure !== null) throw new BenchError('CONTENDER_FAILED', `${server.name} does not serve: ${failure}`);
    return await work({ url, memory: () => memoryOf(pid) });
  } finally {
    waiting.abort();
    const started = await processesBelow(pid);
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGINT');
      await once(child, 'exit');
    }
    for (const left of started) end(left);
  }
}

async function untilHealthy(url: string, signal: AbortSignal): Promise<null> {
  while (!signal.aborted) {
    const isHealthy = await fetch(url).then(
      ({ ok }) => ok,
      // Not listening yet.
      () => false,
    );
    if (isHealthy) return null;
    await sleep(100);
  }
  return null;
}

async function memoryOf(root: number): Promise<ServerMemory> {
  const pids = [root, ...(await processesBelow(root))];
  const resident = await Promise.all(pids.map(residentBytes));
  return { largest: Math.max(...resident.filter(Number.isFinite)), all: await sharedBytes(pids) };
}

/** Some servers leave their workers behind. */
function end(pid: number): void {
  try {
    process.kill(pid, 'SIGTERM');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
