import { setTimeout as sleep } from 'node:timers/promises';
import type { Database, Queries } from '../client.ts';
import type { OnProgress } from '../contract/progress.ts';

/*
 * A change of many rows is made in slices, one transaction each, so that workers get the write lock in between. SQLite has no queue of
 * writers: one that waits looks again at intervals. Within the busy timeout of 250 ms (driver/connection.ts) those are at most 50 ms
 * (sqliteDefaultBusyCallback: 1, 2, 5, 10, 15, 20, 25, 25, 25, 50, 50, 22), so a pause of 50 ms lets every waiting process in once, before
 * it gives up its first attempt. A heartbeat therefore waits for about one slice, however many there are.
 */

/** What a slice is meant to take, and how long the lock is free after it, in milliseconds. */
const sliceMilliseconds = 60;
const pauseMilliseconds = 50;

const usualFirstRows = 100;
const mostRows = 1_000;

export interface SliceOptions {
  readonly onProgress?: OnProgress | undefined;
  /** Items of the first slice: few where each may be large. */
  readonly firstRows?: number;
}

/**
 * Changes items slice by slice, in their order, and reports progress after each commit. An error ends the change; the slices committed before
 * stay. Gives the results of `work`, one for each slice.
 */
export async function writeInSlices<Item, Result>(
  database: Database,
  items: readonly Item[],
  work: (transaction: Queries, slice: readonly Item[]) => Promise<Result>,
  { onProgress = () => {}, firstRows = usualFirstRows }: SliceOptions = {},
): Promise<readonly Result[]> {
  const pace = new Pace(database, firstRows);
  const results: Result[] = [];
  for (let done = 0; done < items.length; ) {
    const slice = items.slice(done, done + pace.rows);
    results.push(await pace.write((transaction) => work(transaction, slice)));
    done += slice.length;
    onProgress({ done, total: items.length });
    if (done < items.length) await pace.pause();
  }
  return results;
}

/** Sizes the slices of one change by what the last one took. */
class Pace {
  rows: number;
  readonly #database: Database;

  constructor(database: Database, firstRows: number) {
    this.#database = database;
    this.rows = firstRows;
  }

  async write<Result>(work: (transaction: Queries) => Promise<Result>): Promise<Result> {
    let startedAt = 0;
    const result = await this.#database.write((transaction) => {
      // Measured from here: waiting for the lock keeps nobody from it.
      startedAt = performance.now();
      return work(transaction);
    });
    const fitting = Math.floor((this.rows * sliceMilliseconds) / Math.max(1, performance.now() - startedAt));
    // At most twice as many, because the rows that come next may be larger.
    this.rows = Math.max(1, Math.min(fitting, 2 * this.rows, mostRows));
    return result;
  }

  async pause(): Promise<void> {
    await sleep(pauseMilliseconds);
  }
}
