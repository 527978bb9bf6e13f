import { readlinkSync } from 'node:fs';
import { constants, getPriority, setPriority } from 'node:os';
import { basename } from 'node:path';

/** Lowers the priority of a process for long work, so that pages and interactive commands go first. @param pid 0 is this process */
export function lowerPriority(pid = 0): void {
  const lower = constants.priority.PRIORITY_BELOW_NORMAL;
  // An even lower priority stays: only root may raise it.
  if (getPriority(pid) < lower) setPriority(pid, lower);
}

/** Gives this thread the lowest priority, also below the other threads of this process. Only on Linux, which has a priority per thread. */
export function lowerThreadPriority(): void {
  if (process.platform !== 'linux') return;
  // <pid>/task/<tid>, see proc(5); for setpriority(2) a thread has its own number.
  setPriority(Number(basename(readlinkSync('/proc/thread-self'))), constants.priority.PRIORITY_LOW);
}
