import { existsSync } from 'node:fs';
import SqliteDatabase from 'better-sqlite3';
import { isBusy } from './driver/retry-while-busy.ts';

export interface FileLock {
  release(): void;
}

/**
 * Acquires an exclusive lock on a file, or returns null if another process holds a lock. Implemented by SQLite's exclusive lock on an empty
 * database, which the operating system releases when the process ends for any reason.
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

/** How long to wait for `isShared`, which holds an exclusive lock briefly, in milliseconds. */
const lookMilliseconds = 10_000;

/**
 * Acquires a shared lock, which many processes can hold at once. Implemented by SQLite's shared lock, which the operating system also
 * releases when the process ends.
 */
export function shareFile(path: string): FileLock {
  const connection = new SqliteDatabase(path, { timeout: lookMilliseconds });
  try {
    // The first read acquires the lock; the transaction holds it until it ends.
    connection.exec('BEGIN; SELECT count(*) FROM sqlite_schema');
  } catch (error) {
    connection.close();
    throw error;
  }
  return { release: () => connection.close() };
}

/** Whether a running process holds a lock on the file. */
export function isShared(path: string): boolean {
  if (!existsSync(path)) return false;
  const lock = lockFile(path);
  lock?.release();
  return lock === null;
}
