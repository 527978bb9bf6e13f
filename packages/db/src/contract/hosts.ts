/** A process as this host knows it: its start time tells it from a later process with the same pid. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly startedAt: number;
}

/** `suspended`: it exists and does not execute (SIGSTOP, a debugger). A process that ended and was not reaped yet is `gone`. */
export type ProcessState = 'alive' | 'suspended' | 'gone';

/** The machine that a process of the store runs on, as far as leases depend on it. */
export interface Host {
  readonly hostname: string;
  /** Changes with every boot; empty where the system does not tell. */
  readonly bootId: string;
  /** Names the processes that this one can see: its PID namespace. Empty where the system does not tell. */
  readonly namespace: string;
  /** Milliseconds since boot without those asleep, the same for every process; never goes back while the machine is up. */
  uptime(): number;
  processState(process: ProcessIdentity): ProcessState;
}
