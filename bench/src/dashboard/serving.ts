import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '@hourglass/tests/listening';
import { launcher } from '../measuring/command-line.ts';
import { processesBelow, residentBytes, sharedBytes } from '../measuring/inspect-processes.ts';
import { type Companion, runBeside } from '../measuring/run-beside.ts';

export interface Server extends Omit<Companion, 'program'> {
  readonly program: (port: number) => Companion['program'];
  /** A URL that responds once the server is ready. */
  readonly health: string;
}

export interface ServerMemory {
  /** Bytes resident in the largest process, shared pages counted in full. That process is the server. */
  readonly largest: number;
  /** Bytes of the server and all its descendants, shared pages counted once. */
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

/** Starts a server, runs `work`, then ends the server and its descendants. @throws BenchError CONTENDER_FAILED where the server exits first */
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

/** Some servers do not end their worker processes. */
function end(pid: number): void {
  try {
    process.kill(pid, 'SIGTERM');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
