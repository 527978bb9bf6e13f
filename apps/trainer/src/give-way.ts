import { constants, getPriority, setPriority } from 'node:os';

/** Long work takes every core there is: pages, and commands that somebody waits for, go before such a process (this one: 0). */
export function giveWay(pid = 0): void {
  const lower = constants.priority.PRIORITY_BELOW_NORMAL;
  // Who was told to give way further does: nobody but root may take that back.
  if (getPriority(pid) < lower) setPriority(pid, lower);
}
