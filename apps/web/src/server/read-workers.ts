import type { Store, WorkerStatus } from '@hourglass/db';

/** Workers send a heartbeat every three seconds. A worker without a run is hidden after this much silence. */
const listedMilliseconds = 30_000;

export function readWorkers(store: Store): Promise<readonly WorkerStatus[]> {
  return store.workers.list(Date.now() - listedMilliseconds);
}
