import type { Statement } from 'better-sqlite3';
import { z } from 'zod';
import { translateDiskFull } from './disk-full.ts';
import { type Query, type SqliteAdapterFactory, sqliteAdapter } from './driver/adapter.ts';
import type { Connection } from './driver/connection.ts';
import { Mutex } from './driver/mutex.ts';
import { retryWhileBusy } from './driver/retry-while-busy.ts';
import { DbError } from './errors.ts';
import { Prisma, PrismaClient } from './generated/prisma/client.ts';

/** Executes queries: a client, or a transaction on one. */
export type Queries = Omit<PrismaClient, '$connect' | '$disconnect' | '$on' | '$transaction' | '$extends'>;

/** Limits in milliseconds: how long a transaction may wait to start, and how long it may run. */
const transactionLimits = { maxWait: 120_000, timeout: 120_000 } as const;

export interface WriteOptions {
  /**
   * Which failures a committed transaction survives. `power cut`: the commit waits for the disk. `process`: the commit survives any end of
   * the process, but a power cut can lose the latest commits. A power cut never loses a commit and keeps a later one.
   */
  readonly durability?: 'power cut' | 'process';
}

const synchronous = { 'power cut': 'FULL', process: 'NORMAL' } as const;

/**
 * The two connections of a process. The writer runs one transaction at a time; the reader sees committed data. A callback of `write` or
 * `snapshot` must use only the transaction that it receives and await nothing else, because other processes wait until `write` ends.
 */
export class Database {
  readonly reader: PrismaClient;
  readonly #writer: PrismaClient | undefined;
  readonly #reading: Connection;
  readonly #readerAdapter: SqliteAdapterFactory;
  readonly #writing: Connection | undefined;
  /** Prepared once, because every query for runs executes it. */
  readonly #dataVersionStatement: Statement;
  readonly #turn = new Mutex();

  constructor(reader: Connection, writer: Connection | undefined) {
    this.#readerAdapter = sqliteAdapter(reader, { begin: 'deferred' });
    this.reader = new PrismaClient({ adapter: this.#readerAdapter, errorFormat: 'minimal' });
    this.#writer =
      writer === undefined
        ? undefined
        : new PrismaClient({ adapter: sqliteAdapter(writer, { begin: 'immediate' }), errorFormat: 'minimal' });
    this.#reading = reader;
    this.#dataVersionStatement = reader.prepare('PRAGMA data_version').pluck();
    this.#writing = writer;
  }

  /** Runs one immediate transaction, which is rolled back on any error. @throws DbError READ_ONLY, DATABASE_BUSY, DISK_FULL */
  async write<T>(work: (transaction: Queries) => Promise<T>, { durability = 'power cut' }: WriteOptions = {}): Promise<T> {
    const writer = this.#writer;
    const connection = this.#writing;
    if (writer === undefined || connection === undefined) {
      throw readOnly();
    }
    return this.#turn.run(async () => {
      // SQLite allows this pragma only outside transactions.
      connection.pragma(`synchronous = ${synchronous[durability]}`);
      try {
        return await writer.$transaction(work, transactionLimits);
      } catch (error) {
        throw isTimeout(error) ? busy(error) : translateDiskFull(error, 'the database');
      }
    });
  }

  /** @throws DbError READ_ONLY */
  requireWriter(): void {
    if (this.#writer === undefined) throw readOnly();
  }

  /** Runs several reads in one transaction: they see one state of the database. */
  snapshot<T>(work: (transaction: Queries) => Promise<T>): Promise<T> {
    return this.reader.$transaction(work, transactionLimits);
  }

  /**
   * Runs SQL reads in one transaction on the reader connection, bypassing Prisma, which takes a quarter of a millisecond for each query. For
   * requests that arrive many times a second. `work` is synchronous.
   */
  readSql<T>(work: (query: Query) => T): Promise<T> {
    return this.#readerAdapter.read(work);
  }

  /**
   * Changes on every commit by any process. SQLite's counter includes only commits of other connections, and the reader connection itself
   * never commits.
   */
  dataVersion(): number {
    return z.number().parse(this.#dataVersionStatement.get());
  }

  /** Returns the free pages of the database to the file system. Every other writer waits meanwhile. @throws DbError READ_ONLY, DATABASE_BUSY, DISK_FULL */
  async compact(): Promise<void> {
    const connection = this.#writing;
    if (connection === undefined) throw readOnly();
    try {
      // Directly on the connection: VACUUM can't run in a transaction, and it waits for other writers.
      await retryWhileBusy(() => connection.exec('VACUUM'));
      await retryWhileBusy(() => connection.pragma('wal_checkpoint(TRUNCATE)'));
    } catch (error) {
      throw translateDiskFull(error, 'the database');
    }
  }

  async close(): Promise<void> {
    await this.reader.$disconnect();
    await this.#writer?.$disconnect();
    this.#reading.close();
    this.#writing?.close();
  }
}

function readOnly(): DbError {
  return new DbError('READ_ONLY', "This store was opened with mode 'read' and changes nothing: open it with mode 'write' to change it.");
}

function isTimeout(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && ['P1008', 'P2028'].includes(error.code);
}

function busy(cause: unknown): DbError {
  return new DbError(
    'DATABASE_BUSY',
    'The database was busy for more than a minute with the writing of another process, so this change was aborted and nothing was written. Look for a Hourglass process that hangs, and try again.',
    { cause },
  );
}
