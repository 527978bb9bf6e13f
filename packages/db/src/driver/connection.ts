import { foldCase, messageOf } from '@hourglass/presentation';
import SqliteDatabase from 'better-sqlite3';
import { foldFunction } from '../contains-text.ts';
import { DbError } from '../errors.ts';
import { isBusy, retryWhileBusy } from './retry-while-busy.ts';

export type Connection = SqliteDatabase.Database;

/**
 * Longest time, in milliseconds, that one call to the writer may block the event loop while another process writes. `retryWhileBusy` then
 * retries.
 */
const writerMilliseconds = 250;

/** Busy timeout of a reader, in milliseconds. A reader waits only while the database is being recovered or switched to WAL. */
const readerMilliseconds = 5_000;

/**
 * Page cache size in KiB. The writer's holds all pages that a typical transaction changes. The operating system caches the file, so
 * readers need less.
 */
const cacheKibibytes = { writer: 16_384, reader: 4_096 } as const;

/** Opens the writer; each process has one. Creates the file if it does not exist. @throws DbError DATABASE_UNREADABLE */
export function openWriter(path: string): Promise<Connection> {
  return retryWhileBusy(() =>
    open(path, { timeout: writerMilliseconds }, [
      // Switching to WAL acquires a lock, so the busy timeout must be set first.
      `busy_timeout = ${writerMilliseconds}`,
      'journal_mode = WAL',
      // Writes that need not survive a power cut lower this per transaction (client.ts).
      'synchronous = FULL',
      'foreign_keys = ON',
      `cache_size = -${cacheKibibytes.writer}`,
    ]),
  );
}

/** Opens a read-only connection. In WAL mode it neither waits for writers nor blocks them. @throws DbError DATABASE_UNREADABLE */
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
    // SQLite first reads the file here.
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
