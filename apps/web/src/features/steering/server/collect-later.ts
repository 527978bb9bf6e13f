import type { Store } from '@hourglass/db';
import { messageOf } from '@hourglass/presentation';

/** Behind the moment until which a deletion can be taken back. */
const margin = 500;

/**
 * Frees what was deleted when that can no longer be taken back. What a worker still has then is freed by that worker; where this process ends
 * before, the tombstones stand, and the next deletion or `gc` frees what is behind them.
 */
export function collectLater(store: Store, milliseconds: number): void {
  setTimeout(() => {
    store.storage.collect().catch((error: unknown) => {
      process.stderr.write(`What was deleted is not freed yet: ${messageOf(error)} \`hourglass gc\` frees it.\n`);
    });
  }, milliseconds + margin).unref();
}
