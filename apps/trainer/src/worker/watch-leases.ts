import { messageOf } from '@hourglass/presentation';
import { reclaimLost } from './reclaim-lost.ts';
import type { WorkerContext } from './run-claim.ts';

export interface LeaseWatch {
  /** Reclaims now; resolves when that is done. */
  look(): Promise<void>;
  stop(): Promise<void>;
}

/** Periodically ends lost leases, so that no run of a dead worker is shown as running. */
export function watchLeases({ store, warn }: Pick<WorkerContext, 'store' | 'warn'>, milliseconds: number): LeaseWatch {
  let looking: Promise<void> | null = null;

  async function reclaim(): Promise<void> {
    try {
      await reclaimLost(store, warn);
    } catch (error) {
      // The next attempt may succeed; nothing depends on this one.
      warn(`leases could not be checked: ${messageOf(error)}`);
    }
  }

  function look(): Promise<void> {
    looking ??= reclaim().finally(() => {
      looking = null;
    });
    return looking;
  }

  const timer = setInterval(look, milliseconds);

  return {
    look,
    async stop() {
      clearInterval(timer);
      await looking;
    },
  };
}
