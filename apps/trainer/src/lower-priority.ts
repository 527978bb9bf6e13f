import { readlinkSync } from 'node:fs';
import { constants, getPriority, setPriority } from 'node:os';
import { basename } from 'node:path';

/** Long work uses every core: pages, and commands that somebody waits for, come before such a process (this one: 0). */
export function lowerPriority(pid = 0): void {
  const lower = constants.priority.PRIORITY_BELOW_NORMAL;
  // A lower one that somebody gave it stays: only root may raise a priority.
  if (getPriority(pid) < lower) setPriority(pid, lower);
}

/** Lets everything else have the core first, the other threads of this process among them. Only Linux gives a thread a priority. */
export function lowerThreadPriority(): void {
  if (process.platform !== 'linux') return;
  // <pid>/task/<tid>, see proc(5); for setpriority(2) a thread has its own number.
  setPriority(Number(basename(readlinkSync('/proc/thread-self'))), constants.priority.PRIORITY_LOW);
}
