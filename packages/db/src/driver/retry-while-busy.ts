import { setTimeout as delay } from 'node:timers/promises';
import SqliteDatabase from 'better-sqlite3';

/** How long a process waits for the writing of others before it gives up. */
const patienceMilliseconds = 60_000;

export function isBusy(error: unknown): boolean {
  return error instanceof SqliteDatabase.SqliteError && error.code.startsWith('SQLITE_BUSY');
}

/** Tries until no other process is in the way. Between tries this process serves its other work. */
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
