import { DbError, openStore, type Store } from '@hourglass/db';
import { readEnvironment } from '../env.ts';
import { note } from '../terminal/print.ts';
import type { CommonOptions } from './options.ts';

type Work<Result> = (store: Store) => Promise<Result>;

/** Opens a home for reading, and closes it whatever happens. No run is shown as running whose worker is gone. */
export function reading<Result>(options: CommonOptions, read: Work<Result>): Promise<Result> {
  return withStore(options, 'read', async (store) => {
    const lost = await store.leases.lost();
    if (lost.length > 0) await endLostLeases(options, lost);
    return read(store);
  });
}

/** Opens a home that is there for changing it, and closes it whatever happens. */
export async function changing<Result>(options: CommonOptions, change: Work<Result>): Promise<Result> {
  // A writer would make the home that a mistyped --home names.
  await withStore(options, 'read', async () => {}).catch(ignoreOlder);
  return withStore(options, 'write', async (store) => {
    await store.leases.reclaim();
    return change(store);
  });
}

async function endLostLeases(options: CommonOptions, lost: readonly string[]): Promise<void> {
  try {
    await withStore(options, 'write', (store) => store.leases.reclaim());
  } catch (error) {
    if (!(error instanceof DbError && error.code === 'HOME_UNSUITABLE')) throw error;
    note(`This home can only be read, so these runs are shown as running although their workers are gone: ${lost.join(', ')}.`);
  }
}

/** A writer brings an older database up to date. */
function ignoreOlder(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === 'DATABASE_OLDER')) throw error;
}

async function withStore<Result>({ home: flag }: CommonOptions, mode: 'read' | 'write', work: Work<Result>): Promise<Result> {
  const { home, databaseUrl } = readEnvironment(flag);
  const store = await openStore({ home, mode, ...(databaseUrl === undefined ? {} : { databaseUrl }) });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}
