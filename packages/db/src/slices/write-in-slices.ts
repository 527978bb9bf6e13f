import { setTimeout as sleep } from 'node:timers/promises';
import type { Database, Queries } from '../client.ts';
import type { OnProgress } from '../contract/progress.ts';

/*
 * Changes to many rows are written in slices, one transaction each, so that workers can acquire the write lock in between. SQLite has no
 * queue of writers: a waiting writer polls at intervals. Within the busy timeout of 250 ms (driver/connection.ts) the intervals are at most
 * 50 ms (sqliteDefaultBusyCallback: 1, 2, 5, 10, 15, 20, 25, 25, 25, 50, 50, 22). A pause of 50 ms therefore lets every waiting process
 * acquire the lock once before its first attempt times out, and a heartbeat waits for about one slice, regardless of the number of slices.
 */

/** Target duration of a slice, and of the pause after it, in milliseconds. */
const sliceMilliseconds = 60;
const pauseMilliseconds = 50;

const usualFirstRows = 100;
const maxRows = 1_000;

export interface SliceOptions {
  readonly onProgress?: OnProgress | undefined;
  /** Number of items in the first slice; small if each item may be large. */
  readonly firstRows?: number;
}

/**
 * Changes items in slices, in order, and reports progress after each commit. An error aborts the change; committed slices remain. Returns
 * the result of `work` for each slice.
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

/** Adapts the slice size to the duration of the previous slice. */
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
      // Measure from here, because waiting for the lock does not block other processes.
      startedAt = performance.now();
      return work(transaction);
    });
    const fitting = Math.floor((this.rows * sliceMilliseconds) / Math.max(1, performance.now() - startedAt));
    // Grow by at most a factor of two, because the next rows may be larger.
    this.rows = Math.max(1, Math.min(fitting, 2 * this.rows, maxRows));
    return result;
  }

  async pause(): Promise<void> {
    await sleep(pauseMilliseconds);
  }
}
