import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import type { WorkerIdentity } from '@hourglass/db';

/** Who this process is, so that another one on this host can tell whether it still lives. */
export function workerIdentity(): WorkerIdentity {
  return { hostname: hostname(), bootId: bootId(), pid: process.pid, startedAt: processStart(process.pid) ?? 0 };
}

/** Whether that very process still runs on this host: a process of its number that began at another time is another one. */
export function isProcessAlive({ pid, startedAt }: Pick<WorkerIdentity, 'pid' | 'startedAt'>): boolean {
  const start = processStart(pid);
  if (start !== null) return start === startedAt;
  try {
    // Signal 0 only asks; where the system does not tell start times, this is all there is.
    process.kill(pid, 0);
    return startedAt === 0;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Changes with every boot. Empty where the system does not tell. */
function bootId(): string {
  return readSystemFile('/proc/sys/kernel/random/boot_id')?.trim() ?? '';
}

/** When the process began, in clock ticks since boot; null where there is no such process, or the system does not tell. */
function processStart(pid: number): number | null {
  // The name in parentheses may hold spaces; the start time is the 22nd field, the 20th after it (proc(5)).
  const stat = readSystemFile(`/proc/${pid}/stat`);
  if (stat === null) return null;
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return Number(fields[19]);
}

function readSystemFile(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // Not Linux, or no such process.
    return null;
  }
}
