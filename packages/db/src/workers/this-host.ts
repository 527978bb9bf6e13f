import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import type { Host, ProcessIdentity, ProcessState } from '../contract/hosts.ts';
import type { WorkerIdentity } from '../contract/leases.ts';

export const thisHost: Host = { hostname: hostname(), bootId: bootId(), namespace: namespace(), uptime, processState };

/** Identifies this process, so that others on this host can tell whether it still lives. */
export function thisProcess(): WorkerIdentity {
  const { hostname, bootId } = thisHost;
  return { hostname, bootId, pid: process.pid, startedAt: readProcess(process.pid)?.startedAt ?? 0 };
}

function processState({ pid, startedAt }: ProcessIdentity): ProcessState {
  const found = readProcess(pid);
  if (found === null) return isNumberTaken(pid) && startedAt === 0 ? 'alive' : 'gone';
  if (found.startedAt !== startedAt || found.state === 'Z' || found.state === 'X') return 'gone';
  return found.state === 'T' || found.state === 't' ? 'suspended' : 'alive';
}

/** Where the system does not tell when a process began, this is all there is. */
function isNumberTaken(pid: number): boolean {
  try {
    // Signal 0 only asks.
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function bootId(): string {
  return readSystemFile('/proc/sys/kernel/random/boot_id')?.trim() ?? '';
}

function namespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    // Not Linux.
    return '';
  }
}

/** CLOCK_MONOTONIC on Linux, which starts with the machine and which setting the time does not touch. */
function uptime(): number {
  return Number(process.hrtime.bigint() / 1_000_000n);
}

/** Null where there is no such process, or the system does not tell. Start time: clock ticks since boot. */
function readProcess(pid: number): { readonly state: string; readonly startedAt: number } | null {
  const stat = readSystemFile(`/proc/${pid}/stat`);
  if (stat === null) return null;
  // The name in parentheses may hold spaces; the state is the 3rd field, the start time the 22nd (proc(5)).
  const [state = '', ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return { state, startedAt: Number(fields[18]) };
}

function readSystemFile(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // Not Linux, or no such process.
    return null;
  }
}
