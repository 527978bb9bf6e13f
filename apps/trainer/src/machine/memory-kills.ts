/** Attributes the kernel's out-of-memory kills, which it only counts, to workers that ended. */
export interface MemoryKills {
  /** Whether a kill explains that SIGKILL ended a worker just now. Each kill explains one worker. */
  explain(): boolean;
  /** Call it regularly. A kill that no worker's end followed until the next look belongs to another process. */
  look(): void;
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
    look() {
      // Those of the look before: the exit of a worker may arrive some time after its kill was counted.
      explained = Math.max(explained, seen);
      seen = count();
    },
  };
}
