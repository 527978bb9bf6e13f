import { DbError, openStore, type Store } from '@hourglass/db';
import { readEnvironment } from '../env.ts';
import { note } from '../terminal/print.ts';
import type { CommonOptions } from './options.ts';

type Work<Result> = (store: Store) => Promise<Result>;

/**
 * Opens a home for reading, and always closes it. First releases the runs of dead workers and completes interrupted stops, so that no such run
 * is shown as running or waiting. In a read-only home, prints a note about them instead.
 */
export function reading<Result>(options: CommonOptions, read: Work<Result>): Promise<Result> {
  return withStore(options, 'read', async (store) => {
    const [lost, stops] = [await store.leases.lost(), await store.leases.unfinishedStops()];
    if (lost.length + stops.length > 0) await bringUpToDate(options, { lost, stops });
    return read(store);
  });
}

/** Opens an existing home for writing, and always closes it. */
export async function changing<Result>(options: CommonOptions, change: Work<Result>): Promise<Result> {
  // Opening for writing would create the home that a mistyped --home names.
  await withStore(options, 'read', async () => {}).catch(ignoreOlder);
  return withStore(options, 'write', async (store) => {
    await store.leases.reclaim();
    return change(store);
  });
}

/** Opens a home for writing, creates it if it does not exist, and always closes it. */
export function creating<Result>(options: CommonOptions, change: Work<Result>): Promise<Result> {
  return withStore(options, 'write', change);
}

interface Outdated {
  /** Ids of runs whose workers are gone. */
  readonly lost: readonly string[];
  /** Ids of stopped sweeps that still have waiting runs. */
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

/** An older database is no error, because opening it for writing migrates it. */
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
