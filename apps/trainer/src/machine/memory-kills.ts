import { join } from 'node:path';
import { findControlGroups, linesOf } from './control-groups.ts';

/** Attributes the kernel's out-of-memory kills, which it only counts, to workers that ended. */
export interface MemoryKills {
  /** Whether a kill explains that SIGKILL ended a worker just now. Each kill explains one worker. */
  explain(): boolean;
  /** Call it at regular intervals. A kill that is not followed by the end of a worker until the next call belongs to another process. */
  check(): void;
}

/** @param count number of kills so far, of any process in this control group */
export function attributeMemoryKills(count: () => number): MemoryKills {
  let explained = count();
  let seen = explained;
  return {
    explain() {
      if (count() <= explained) return false;
      explained++;
      return true;
    },
    check() {
      // Only kills that the previous call saw: the exit of a worker may arrive some time after its kill was counted.
      explained = Math.max(explained, seen);
      seen = count();
    },
  };
}

/**
 * Number of out-of-memory kills in this control group since its creation, or on the machine if no group counts them; 0 on systems that count none.
 *
 * @param root the folder that holds `proc` and the mount points; `/` outside of tests
 */
export function readMemoryKills(root = '/'): number {
  const groups = findControlGroups(root, 'memory');
  const [own] = groups?.folders ?? [];
  const counter = groups?.version === 2 ? 'memory.events' : 'memory.oom_control';
  return (own === undefined ? null : killsIn(join(own, counter))) ?? killsIn(join(root, 'proc/vmstat')) ?? 0;
}

function killsIn(file: string): number | null {
  const line = linesOf(file).find((one) => one.startsWith('oom_kill '));
  return line === undefined ? null : Number(line.split(' ')[1]);
}
