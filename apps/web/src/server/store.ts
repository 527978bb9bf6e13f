import { openStore, type Store } from '@hourglass/db';
import { readEnvironment } from '#env.ts';

/**
 * Stored on the global object: Next loads this module once for pages and once for routes, and the process needs one connection of each
 * kind.
 */
const shared: { hourglassStore?: Promise<Store>; hourglassWriter?: Promise<Store> } = globalThis as {
  hourglassStore?: Promise<Store>;
  hourglassWriter?: Promise<Store>;
};

/**
 * Returns the read-only store and opens it on first use. After a failure (for example, nothing has been recorded yet), the next call tries
 * again.
 *
 * @throws DbError as `openStore`
 */
export function getStore(): Promise<Store> {
  shared.hourglassStore ??= open('read').catch((error: unknown) => {
    delete shared.hourglassStore;
    throw error;
  });
  return shared.hourglassStore;
}

/**
 * Returns the writable store, for changes that the user makes in the dashboard. It never creates a home: a missing home contains nothing to
 * change.
 *
 * @throws DbError as `openStore`
 */
export async function getWriter(): Promise<Store> {
  await getStore();
  shared.hourglassWriter ??= open('write').catch((error: unknown) => {
    delete shared.hourglassWriter;
    throw error;
  });
  return shared.hourglassWriter;
}

async function open(mode: 'read' | 'write'): Promise<Store> {
  const { home, databaseUrl } = readEnvironment();
  return openStore({ home, mode, ...(databaseUrl === undefined ? {} : { databaseUrl }) });
}
