import { readdirSync, readFileSync } from 'node:fs';

export interface Processes {
  readonly workers: readonly number[];
  readonly web: readonly number[];
  readonly all: readonly number[];
}

/** The running processes of a home, by role. */
export function processesOf(home: string): Processes {
  const found = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({ pid: Number(name), ...describe(name) }))
    .filter(
      ({ pid, command, environment }) =>
        pid !== process.pid && (command.includes(home) || environment.includes(`HOURGLASS_HOME=${home}\0`)),
    );
  const pidsOf = (text: string) => found.filter(({ command }) => command.includes(text)).map(({ pid }) => pid);
  return { workers: pidsOf('main.ts\0worker\0'), web: pidsOf('serve/main.mjs'), all: found.map(({ pid }) => pid) };
}

function describe(pid: string): { readonly command: string; readonly environment: string } {
  try {
    // A zombie has no command line.
    return { command: readFileSync(`/proc/${pid}/cmdline`, 'latin1'), environment: readFileSync(`/proc/${pid}/environ`, 'latin1') };
  } catch {
    // The process ended while its files were read.
    return { command: '', environment: '' };
  }
}

/** Sends a signal to each process that still exists. */
export function signalAll(pids: readonly number[], signal: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
    }
  }
}
