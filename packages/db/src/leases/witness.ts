import type { Host } from '../contract/hosts.ts';

/** What this process knows when it decides whether a worker is lost. */
export interface Witness {
  readonly host: Host;
  /** Current time in UTC milliseconds. For display; lease expiry prefers uptimes, because wall clocks of processes may differ. */
  readonly now: () => number;
  /**
   * Processes with the same `place` can see each other and have opened the same database file. A container or a copy of the home has a
   * different `place`.
   */
  readonly place: string;
  /** Uptime when this process opened the store. */
  readonly openedUptime: number;
  /** Uptime at which this process first saw that a worker is dead, by the worker's key. */
  readonly deathsSeen: Map<number, number>;
}
