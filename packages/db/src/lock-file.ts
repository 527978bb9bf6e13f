import { existsSync } from 'node:fs';
import SqliteDatabase from 'better-sqlite3';
import { isBusy } from './driver/retry-while-busy.ts';

export interface FileLock {
  release(): void;
}

/**
 * Takes a lock that the system itself gives back when this process ends, in whatever way: SQLite's exclusive lock on an otherwise empty
 * file. Of several that ask at once one gets it; the others get null.
 */
export function lockFile(path: string): FileLock | null {
  const connection = new SqliteDatabase(path, { timeout: 0 });
  try {
    connection.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    connection.close();
    if (isBusy(error)) return null;
    throw error;
  }
  return { release: () => connection.close() };
}

/** How long one waits for somebody who only looks whether the file is shared, in milliseconds. */
const lookMilliseconds = 10_000;

/** Takes a lock that many can have at a time, and that the system gives back, too: SQLite's shared lock. */
export function shareFile(path: string): FileLock {
  const connection = new SqliteDatabase(path, { timeout: lookMilliseconds });
  try {
    // The lock is taken by the first read and kept to the end of the transaction.
    connection.exec('BEGIN; SELECT count(*) FROM sqlite_schema');
  } catch (error) {
    connection.close();
    throw error;
  }
  return { release: () => connection.close() };
}

/** Whether a living process shares the file at this moment. */
export function isShared(path: string): boolean {
  if (!existsSync(path)) return false;
  const lock = lockFile(path);
  lock?.release();
  return lock === null;
}
