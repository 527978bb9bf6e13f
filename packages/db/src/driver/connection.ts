import { foldCase, messageOf } from '@hourglass/presentation';
import SqliteDatabase from 'better-sqlite3';
import { foldFunction } from '../contains-text.ts';
import { DbError } from '../errors.ts';
import { isBusy, retryWhileBusy } from './retry-while-busy.ts';

export type Connection = SqliteDatabase.Database;

/** How long one call to the writing connection may block this process' event loop while another process writes; `retryWhileBusy` goes on. */
const writerMilliseconds = 250;

/** A reader waits only while a database is being recovered or switched to WAL. */
const readerMilliseconds = 5_000;

/** Pages kept in memory, in KiB: of one that writes all that a transaction changes, most often. The system keeps the file, so a reader needs few. */
const cacheKibibytes = { writer: 16_384, reader: 4_096 } as const;

/** The connection that writes: one a process. Creates the file where there is none. @throws DbError DATABASE_UNREADABLE */
export function openWriter(path: string): Promise<Connection> {
  return retryWhileBusy(() =>
    open(path, { timeout: writerMilliseconds }, [
      // Switching to WAL takes a lock of its own, so the wait is set before it.
      `busy_timeout = ${writerMilliseconds}`,
      'journal_mode = WAL',
      // Writes that may be taken back by a power cut say so (client.ts).
      'synchronous = FULL',
      'foreign_keys = ON',
      `cache_size = -${cacheKibibytes.writer}`,
    ]),
  );
}

/** A connection that cannot write. In WAL mode it neither waits for a writer nor keeps one waiting. @throws DbError DATABASE_UNREADABLE */
export function openReader(path: string): Connection {
  return open(path, { readonly: true, fileMustExist: true, timeout: readerMilliseconds }, [`cache_size = -${cacheKibibytes.reader}`]);
}

function open(path: string, options: SqliteDatabase.Options, pragmas: readonly string[]): Connection {
  let connection: Connection | undefined;
  try {
    connection = new SqliteDatabase(path, options);
    connection.function(foldFunction, { deterministic: true }, (text: unknown) => (typeof text === 'string' ? foldCase(text) : text));
    for (const pragma of pragmas) {
      connection.pragma(pragma);
    }
    // SQLite looks at the file only now.
    connection.pragma('schema_version');
    return connection;
  } catch (error) {
    connection?.close();
    throw isBusy(error) ? error : unreadable(path, error);
  }
}

function unreadable(path: string, cause: unknown): DbError {
  const reason = messageOf(cause);
  return new DbError(
    'DATABASE_UNREADABLE',
    `The database ${path} can't be opened: ${reason}. Check that it is a file of Hourglass and that you may write there, or name another home with --home.`,
    { cause },
  );
}
