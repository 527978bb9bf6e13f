import type { Store } from '@hourglass/db';
import { messageOf } from '@hourglass/presentation';

/** Extra delay after the undo period, in milliseconds. */
const margin = 500;

/**
 * Frees deleted data once the undo period is over. Data that a worker still uses is freed by that worker. If this process exits first, the
 * tombstones remain, and the next deletion or `gc` frees their data.
 */
export function collectLater(store: Store, milliseconds: number): void {
  setTimeout(() => {
    store.storage.collect().catch((error: unknown) => {
      process.stderr.write(`Deleted data is not freed yet: ${messageOf(error)} \`./hourglass gc\` frees it.\n`);
    });
  }, milliseconds + margin).unref();
}
