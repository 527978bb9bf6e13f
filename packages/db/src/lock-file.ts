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
