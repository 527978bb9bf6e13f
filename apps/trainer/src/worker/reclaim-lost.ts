import type { Store } from '@hourglass/db';
import { isProcessAlive, workerIdentity } from './identity.ts';

/** Ends the leases of workers that are dead or were not heard of in time, as seen from this host. Gives the runs they had. */
export function reclaimLost(store: Store): Promise<readonly string[]> {
  const { hostname, bootId } = workerIdentity();
  return store.leases.reclaim({ hostname, bootId, isAlive: isProcessAlive });
}
