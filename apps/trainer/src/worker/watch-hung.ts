import { type Store, thisHost } from '@hourglass/db';
import { formatDuration, messageOf } from '@hourglass/presentation';

/** Milliseconds between two checks, and the number of consecutive checks that prove that a worker hangs. A healthy worker obeys within seconds. */
const checkMilliseconds = 5_000;
const maxChecks = 12;

export interface Supervised {
  readonly store: Store;
  /** Whether this process started the worker and it still runs. */
  readonly isOwn: (pid: number) => boolean;
  readonly kill: (pid: number) => void;
  readonly onLine: (line: string) => void;
}

export interface HungWatch {
  /** Checks every worker now. */
  check(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Kills workers that hang. Their lease never expires, because their process is alive, so without this nobody could pause or stop the run.
 *
 * A worker hangs if, in twelve consecutive checks five seconds apart, its process was executing, it held a run that should pause or stop, and it
 * completed no step. Checks are counted instead of time, because a machine or supervisor may have slept; a suspended worker (SIGSTOP, a debugger)
 * resets the count. The run is then paused or stopped as requested. The death counts like any other: the run fails only after three deaths before
 * the same checkpoint.
 */
export function watchHung({ store, isOwn, kill, onLine }: Supervised): HungWatch {
  const counts = new Map<string, { readonly step: number; readonly checks: number }>();
  let checking: Promise<void> | null = null;

  async function checkWorkers(): Promise<void> {
    const held = (await store.leases.unreleased()).filter(({ worker }) => worker.hostname === thisHost.hostname && isOwn(worker.pid));
    const names = new Set(held.map(nameOf));
    for (const name of counts.keys()) if (!names.has(name)) counts.delete(name);
    for (const lease of held) {
      const { step, worker, run, wanted } = lease;
      const before = counts.get(nameOf(lease));
      const isStuck = thisHost.processState(worker) === 'alive' && before?.step === step;
      const checks = isStuck ? before.checks + 1 : 0;
      counts.set(nameOf(lease), { step, checks });
      if (checks < maxChecks) continue;
      const message = `Worker ${worker.pid} was killed: it ignored the request to ${wanted} run ${run} for ${formatDuration((maxChecks * checkMilliseconds) / 1_000)}.`;
      onLine(message);
      await store.leases.reportLoss(lease, message);
      kill(worker.pid);
    }
  }

  function check(): Promise<void> {
    checking ??= checkWorkers()
      // The next check may succeed; nothing depends on this one.
      .catch((error: unknown) => onLine(`workers could not be checked: ${messageOf(error)}`))
      .finally(() => {
        checking = null;
      });
    return checking;
  }

  const timer = setInterval(check, checkMilliseconds);
  return {
    check,
    async stop() {
      clearInterval(timer);
      await checking;
    },
  };
}

function nameOf({ key, attempt }: { readonly key: number; readonly attempt: number }): string {
  return `${key}/${attempt}`;
}
