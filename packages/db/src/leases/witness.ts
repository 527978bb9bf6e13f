import type { Host } from '../contract/hosts.ts';

/** What this process knows when it judges whether a worker is lost. */
export interface Witness {
  readonly host: Host;
  /** UTC milliseconds: told to people, and never compared with another process' clock. */
  readonly now: () => number;
  /** Processes of one place see each other and opened the same database file. A container is another place, and so is a copy of a home. */
  readonly place: string;
  /** Uptime when this process opened the store. */
  readonly openedUptime: number;
  /** Uptime at which this process first saw that the worker of a lease is gone, by `leaseName`. */
  readonly deathsSeen: Map<string, number>;
}

export function leaseName({ key, attempt }: { readonly key: number; readonly attempt: number }): string {
  return `${key}/${attempt}`;
}
