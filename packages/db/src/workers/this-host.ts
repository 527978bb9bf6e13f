import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import type { Host, ProcessIdentity, ProcessState } from '../contract/hosts.ts';
import type { WorkerIdentity } from '../contract/leases.ts';

export const thisHost: Host = { hostname: hostname(), bootId: bootId(), namespace: namespace(), uptime, processState };

/** Identifies this process, so that other processes on this host can determine whether it is alive. */
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

/** The only liveness check on systems that do not report when a process started. */
function isNumberTaken(pid: number): boolean {
  try {
    // Signal 0 checks for existence without sending a signal.
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

/** CLOCK_MONOTONIC on Linux: starts at boot and is not affected by changes of the wall clock. */
function uptime(): number {
  return Number(process.hrtime.bigint() / 1_000_000n);
}

/** Returns null if there is no such process or the system provides no information. The start time is in clock ticks since boot. */
function readProcess(pid: number): { readonly state: string; readonly startedAt: number } | null {
  const stat = readSystemFile(`/proc/${pid}/stat`);
  if (stat === null) return null;
  // The name in parentheses may contain spaces. The state is field 3 and the start time field 22 (proc(5)).
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
