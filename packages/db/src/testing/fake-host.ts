import type { Host, ProcessIdentity, ProcessState } from '../contract/hosts.ts';

/** A simulated machine whose processes live, hang and end as the test specifies. Processes that the test does not mention are alive. */
export class FakeHost implements Host {
  readonly hostname = 'here';
  readonly bootId = 'boot-1';
  readonly namespace = 'processes-1';
  milliseconds = 1_000_000;
  readonly #states = new Map<string, ProcessState>();

  set(process: ProcessIdentity, state: ProcessState): void {
    this.#states.set(nameOf(process), state);
  }

  uptime(): number {
    return this.milliseconds;
  }

  processState(process: ProcessIdentity): ProcessState {
    return this.#states.get(nameOf(process)) ?? 'alive';
  }
}

function nameOf({ pid, startedAt }: ProcessIdentity): string {
  return `${pid} ${startedAt}`;
}
