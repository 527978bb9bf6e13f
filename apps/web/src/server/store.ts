import { openStore, type Store } from '@hourglass/db';
import { readEnvironment } from '#env.ts';

/** Kept on the global object: Next loads this module once for pages and once for routes, and one process needs one connection. */
const shared: { hourglassStore?: Promise<Store> } = globalThis as { hourglassStore?: Promise<Store> };

/**
 * The store, opened for reading when it is first asked for. Where that fails (nothing was recorded yet), the next caller tries again.
 *
 * @throws DbError as `openStore`
 */
export function getStore(): Promise<Store> {
  shared.hourglassStore ??= open().catch((error: unknown) => {
    delete shared.hourglassStore;
    throw error;
  });
  return shared.hourglassStore;
}

async function open(): Promise<Store> {
  const { home, databaseUrl } = readEnvironment();
  return openStore({ home, mode: 'read', ...(databaseUrl === undefined ? {} : { databaseUrl }) });
}
