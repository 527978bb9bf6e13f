import { DbError, openStore, type Store } from '@hourglass/db';
import { readEnvironment } from '../env.ts';
import { note } from '../terminal/print.ts';
import type { CommonOptions } from './options.ts';

type Work<Result> = (store: Store) => Promise<Result>;

/** Opens a home for reading, and closes it whatever happens. No run is shown as running whose worker is gone, or as waiting that is to stop. */
export function reading<Result>(options: CommonOptions, read: Work<Result>): Promise<Result> {
  return withStore(options, 'read', async (store) => {
    const [lost, stops] = [await store.leases.lost(), await store.leases.unfinishedStops()];
    if (lost.length + stops.length > 0) await bringUpToDate(options, { lost, stops });
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

/** Opens a home for changing it, and makes it where there is none. */
export function creating<Result>(options: CommonOptions, change: Work<Result>): Promise<Result> {
  return withStore(options, 'write', change);
}

interface Outdated {
  /** Runs. */
  readonly lost: readonly string[];
  /** Sweeps. */
  readonly stops: readonly string[];
}

async function bringUpToDate(options: CommonOptions, { lost, stops }: Outdated): Promise<void> {
  try {
    await withStore(options, 'write', (store) => store.leases.reclaim());
  } catch (error) {
    if (!(error instanceof DbError && error.code === 'HOME_UNSUITABLE')) throw error;
    if (lost.length > 0) {
      note(`This home is read-only. These runs are shown as running although their workers are gone: ${lost.join(', ')}.`);
    }
    if (stops.length > 0) {
      note(`This home is read-only. Runs of these sweeps are shown as waiting although they were stopped: ${stops.join(', ')}.`);
    }
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
