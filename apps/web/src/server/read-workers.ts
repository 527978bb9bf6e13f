import type { Store, WorkerStatus } from '@hourglass/db';

/** A worker says every three seconds that it is there; one that was silent for this long is listed no more, unless it holds a run. */
const listedMilliseconds = 30_000;

export function readWorkers(store: Store): Promise<readonly WorkerStatus[]> {
  return store.workers.list(Date.now() - listedMilliseconds);
}
