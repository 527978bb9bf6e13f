import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '@hourglass/tests/listening';
import { launcher } from '../measuring/command-line.ts';
import { processesBelow, residentBytes, sharedBytes } from '../measuring/inspect-processes.ts';
import { type Companion, runBeside } from '../measuring/run-beside.ts';

export interface Server extends Omit<Companion, 'program'> {
  readonly program: (port: number) => Companion['program'];
  /** Answers once it serves. */
  readonly health: string;
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
  let started: readonly number[] = [];
  try {
    return await runBeside({ ...server, program: server.program(port) }, async (pid, signal) => {
      try {
        await untilHealthy(url + server.health, signal);
        return await work({ url, memory: () => memoryOf(pid) });
      } finally {
        started = await processesBelow(pid);
      }
    });
  } finally {
    for (const left of started) end(left);
  }
}

async function untilHealthy(url: string, signal: AbortSignal): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    const isHealthy = await fetch(url).then(
      ({ ok }) => ok,
      // Not listening yet.
      () => false,
    );
    if (isHealthy) return;
    await sleep(100);
  }
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
