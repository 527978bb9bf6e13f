import { setTimeout as delay } from 'node:timers/promises';
import SqliteDatabase from 'better-sqlite3';

/** How long to wait for other writers before the error is thrown. */
const patienceMilliseconds = 60_000;

export function isBusy(error: unknown): boolean {
  return error instanceof SqliteDatabase.SqliteError && error.code.startsWith('SQLITE_BUSY');
}

/** Retries `work` until the database is not busy. The event loop is free between attempts. */
export async function retryWhileBusy<T>(work: () => T): Promise<T> {
  const deadline = Date.now() + patienceMilliseconds;
  for (let tries = 1; ; tries++) {
    try {
      return work();
    } catch (error) {
      if (!isBusy(error) || Date.now() > deadline) {
        throw error;
      }
      await delay(Math.min(50, tries));
    }
  }
}
