import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/** A Linux process. Its id can be reused, so that id and start time together identify it. */
export interface Process {
  readonly pid: number;
  readonly parent: number;
  /** Clock ticks since boot. */
  readonly startedAt: number;
  readonly command: string;
}

/** The running descendants of a process. */
export async function descendantsOf(pid: number | undefined): Promise<readonly Process[]> {
  const all = await allProcesses();
  const found: Process[] = [];
  const parents = new Set([pid]);
  for (let before = 0; before < parents.size; ) {
    before = parents.size;
    for (const process of all) {
      if (!parents.has(process.parent) || parents.has(process.pid)) continue;
      parents.add(process.pid);
      found.push(process);
    }
  }
  return found;
}

/** Waits until a process has a descendant whose command matches. Returns all descendants. */
export async function untilDescendant(pid: number | undefined, command: RegExp): Promise<readonly Process[]> {
  for (;;) {
    const found = await descendantsOf(pid);
    if (found.some((process) => command.test(process.command))) return found;
    await sleep(20);
  }
}

/** The given processes that are still running. */
export async function stillRunning(processes: readonly Process[]): Promise<readonly Process[]> {
  const now = await allProcesses();
  return processes.filter(({ pid, startedAt }) => now.some((process) => process.pid === pid && process.startedAt === startedAt));
}

async function allProcesses(): Promise<readonly Process[]> {
  const names = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const read = await Promise.all(names.map(readProcess));
  return read.filter((process) => process !== null);
}

async function readProcess(name: string): Promise<Process | null> {
  try {
    const stat = await readFile(`/proc/${name}/stat`, 'utf8');
    const command = (await readFile(`/proc/${name}/cmdline`, 'utf8')).replaceAll('\0', ' ');
    // The name in parentheses may contain spaces. After it: the state, the parent and, as 20th field, the start time (proc(5)).
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const isZombie = fields[0] === 'Z';
    return isZombie ? null : { pid: Number(name), parent: Number(fields[1]), startedAt: Number(fields[19]), command };
  } catch {
    // The process ended while its files were read.
    return null;
  }
}
