/** Identifies a process on its host: the start time distinguishes it from a later process with the same pid. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly startedAt: number;
}

/** `suspended`: it exists but does not execute (SIGSTOP, a debugger). `gone` includes a process that has ended and is not reaped yet. */
export type ProcessState = 'alive' | 'suspended' | 'gone';

/**
 * The machine that a process of the store runs on, as far as leases depend on it.
 *
 * No method throws. Each returns at once and has no effect on the process that it asks about. `hostname`, `bootId` and `namespace` stay the same
 * while this process lives.
 */
export interface Host {
  readonly hostname: string;
  /** Changes with every boot. Empty if the system does not provide one. */
  readonly bootId: string;
  /** The PID namespace: this process sees only processes in it. Empty if the system does not provide one. */
  readonly namespace: string;
  /** Milliseconds since boot, without suspend. The same for every process of the machine; it never decreases until the next boot. */
  uptime(): number;
  /** The state of a process of this host. A process in another PID namespace appears as `gone`. */
  processState(process: ProcessIdentity): ProcessState;
}
