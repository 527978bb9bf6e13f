import { messageOf } from '@hourglass/presentation';
import { reclaimLost } from './reclaim-lost.ts';
import type { WorkerContext } from './run-claim.ts';

export interface LeaseWatch {
  /** Reclaims now; resolves when that is done. */
  check(): Promise<void>;
  stop(): Promise<void>;
}

/** Periodically ends lost leases, so that no run of a dead worker is shown as running. */
export function watchLeases({ store, warn }: Pick<WorkerContext, 'store' | 'warn'>, milliseconds: number): LeaseWatch {
  let checking: Promise<void> | null = null;

  async function reclaim(): Promise<void> {
    try {
      await reclaimLost(store, warn);
    } catch (error) {
      // The next attempt may succeed; nothing depends on this one.
      warn(`leases could not be checked: ${messageOf(error)}`);
    }
  }

  function check(): Promise<void> {
    checking ??= reclaim().finally(() => {
      checking = null;
    });
    return checking;
  }

  const timer = setInterval(check, milliseconds);

  return {
    check,
    async stop() {
      clearInterval(timer);
      await checking;
    },
  };
}
