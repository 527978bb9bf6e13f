import { messageOf } from '@hourglass/presentation';
import { reclaimLost } from './reclaim-lost.ts';
import type { WorkerContext } from './run-claim.ts';

/** Looks after the leases of others also while this worker trains: a run whose worker hangs must not be shown as running for hours. */
export function watchLeases({ store, warn }: Pick<WorkerContext, 'store' | 'warn'>, milliseconds: number): { stop(): Promise<void> } {
  let looking: Promise<void> | null = null;

  async function look(): Promise<void> {
    try {
      for (const run of await reclaimLost(store)) warn(`run ${run}: its worker is gone, its lease was ended`);
    } catch (error) {
      // The next look may go through; nothing depends on this one.
      warn(`leases could not be looked through: ${messageOf(error)}`);
    }
  }

  const timer = setInterval(() => {
    looking ??= look().finally(() => {
      looking = null;
    });
  }, milliseconds);

  return {
    async stop() {
      clearInterval(timer);
      await looking;
    },
  };
}
