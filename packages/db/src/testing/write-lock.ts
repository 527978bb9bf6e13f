import { join } from 'node:path';
import { openWriter } from '../driver/connection.ts';

/** Holds the write lock of a home on a separate connection, as a long transaction of another process does. Returns its release. */
export async function holdWriteLock(home: string): Promise<() => void> {
  const connection = await openWriter(join(home, 'hourglass.db'));
  connection.exec('BEGIN IMMEDIATE');
  return () => {
    connection.exec('ROLLBACK');
    connection.close();
  };
}
