import { openStore, type Store } from '@hourglass/db';
import { readEnvironment } from '#env.ts';

/** Kept on the global object: Next loads this module once for pages and once for routes, and one process needs one connection of each kind. */
const shared: { hourglassStore?: Promise<Store>; hourglassWriter?: Promise<Store> } = globalThis as {
  hourglassStore?: Promise<Store>;
  hourglassWriter?: Promise<Store>;
};

/**
 * The store, opened for reading when it is first asked for. Where that fails (nothing was recorded yet), the next caller tries again.
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
 * The store for what a person changes here. A home that is not there yet is not made: there is nothing to change in it.
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
