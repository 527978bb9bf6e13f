import { type Store, thisHost } from '@hourglass/db';
import { formatDuration, messageOf } from '@hourglass/presentation';

/** How often the supervisor looks, in milliseconds, and how many looks in a row prove that a worker hangs. A worker obeys within seconds. */
const lookMilliseconds = 5_000;
const mostLooks = 12;

export interface Supervised {
  readonly store: Store;
  /** Whether this process started the worker and it still runs. */
  readonly isOwn: (pid: number) => boolean;
  readonly kill: (pid: number) => void;
  readonly onLine: (line: string) => void;
}

export interface HungWatch {
  /** Looks now. */
  look(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Kills workers that hang: their lease never expires, because their process lives, so only this lets a person end the run.
 *
 * A worker hangs if at twelve looks in a row, five seconds apart, it was executing, held a run that is wanted to pause or stop, and had made no step
 * since the look before. Looks are counted rather than time, so that a machine or supervisor that slept meanwhile proves nothing; a suspended worker
 * (SIGSTOP, a debugger) starts the count again. The run then becomes what is wanted of it. The death counts as any other: the run fails only if it
 * happens three times before the same checkpoint.
 */
export function watchHung({ store, isOwn, kill, onLine }: Supervised): HungWatch {
  const counts = new Map<string, { readonly step: number; readonly looks: number }>();
  let looking: Promise<void> | null = null;

  async function observe(): Promise<void> {
    const held = (await store.leases.unreleased()).filter(({ worker }) => worker.hostname === thisHost.hostname && isOwn(worker.pid));
    const names = new Set(held.map(nameOf));
    for (const name of counts.keys()) if (!names.has(name)) counts.delete(name);
    for (const lease of held) {
      const { step, worker, run, wanted } = lease;
      const before = counts.get(nameOf(lease));
      const isStuck = thisHost.processState(worker) === 'alive' && before?.step === step;
      const looks = isStuck ? before.looks + 1 : 0;
      counts.set(nameOf(lease), { step, looks });
      if (looks < mostLooks) continue;
      const message = `Worker ${worker.pid} did not react for ${formatDuration((mostLooks * lookMilliseconds) / 1_000)} to the wish to ${wanted} run ${run}, although it was executing: it was killed.`;
      onLine(message);
      await store.leases.reportLoss(lease, message);
      kill(worker.pid);
    }
  }

  function look(): Promise<void> {
    looking ??= observe()
      // The next look may succeed; nothing depends on this one.
      .catch((error: unknown) => onLine(`workers could not be looked after: ${messageOf(error)}`))
      .finally(() => {
        looking = null;
      });
    return looking;
  }

  const timer = setInterval(look, lookMilliseconds);
  return {
    look,
    async stop() {
      clearInterval(timer);
      await looking;
    },
  };
}

function nameOf({ key, attempt }: { readonly key: number; readonly attempt: number }): string {
  return `${key}/${attempt}`;
}
