import { constants, setPriority } from 'node:os';

/** Long work takes every core there is: pages, and commands that somebody waits for, go before such a process (this one: 0). */
export function giveWay(pid = 0): void {
  setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
}
