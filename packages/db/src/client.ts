import type { Statement } from 'better-sqlite3';
import { z } from 'zod';
import { translateDiskFull } from './disk-full.ts';
import { type Query, type SqliteAdapterFactory, sqliteAdapter } from './driver/adapter.ts';
import type { Connection } from './driver/connection.ts';
import { Mutex } from './driver/mutex.ts';
import { retryWhileBusy } from './driver/retry-while-busy.ts';
import { DbError } from './errors.ts';
import { Prisma, PrismaClient } from './generated/prisma/client.ts';

/** What a query may be asked of: a client, or a transaction on one. */
export type Queries = Omit<PrismaClient, '$connect' | '$disconnect' | '$on' | '$transaction' | '$extends'>;

/** How long a transaction may wait for others, and then take. */
const patience = { maxWait: 120_000, timeout: 120_000 } as const;

export interface WriteOptions {
  /**
   * What a committed transaction outlives, whatever becomes of the process: a power cut, because the commit waits for the disk, or not even that.
   * After a power cut the transactions from some moment on are gone, never one before another.
   */
  readonly durability?: 'power cut' | 'process';
}

const synchronous = { 'power cut': 'FULL', process: 'NORMAL' } as const;

/**
 * The two connections of a process: one that writes, one transaction at a time, and one that reads what is committed. Within `write` and
 * `snapshot`, use only the transaction that is handed in, and await nothing else: other processes wait for `write` to end.
 */
export class Database {
  readonly reader: PrismaClient;
  readonly #writer: PrismaClient | undefined;
  readonly #reading: Connection;
  readonly #readerAdapter: SqliteAdapterFactory;
  readonly #writing: Connection | undefined;
  /** Prepared once: it is asked with every list. */
  readonly #dataVersion: Statement;
  readonly #turn = new Mutex();

  constructor(reader: Connection, writer: Connection | undefined) {
    this.#readerAdapter = sqliteAdapter(reader, { begin: 'deferred' });
    this.reader = new PrismaClient({ adapter: this.#readerAdapter, errorFormat: 'minimal' });
    this.#writer =
      writer === undefined
        ? undefined
        : new PrismaClient({ adapter: sqliteAdapter(writer, { begin: 'immediate' }), errorFormat: 'minimal' });
    this.#reading = reader;
    this.#dataVersion = reader.prepare('PRAGMA data_version').pluck();
    this.#writing = writer;
  }

  /** One immediate transaction: everything or nothing. @throws DbError READ_ONLY, DATABASE_BUSY, DISK_FULL */
  async write<T>(work: (transaction: Queries) => Promise<T>, { durability = 'power cut' }: WriteOptions = {}): Promise<T> {
    const writer = this.#writer;
    const connection = this.#writing;
    if (writer === undefined || connection === undefined) {
      throw readOnly();
    }
    return this.#turn.run(async () => {
      // Between two transactions, because SQLite allows it at no other time.
      connection.pragma(`synchronous = ${synchronous[durability]}`);
      try {
        return await writer.$transaction(work, patience);
      } catch (error) {
        throw isTimeout(error) ? busy(error) : translateDiskFull(error, 'the database');
      }
    });
  }

  /** Several reads of one moment. */
  snapshot<T>(work: (transaction: Queries) => Promise<T>): Promise<T> {
    return this.reader.$transaction(work, patience);
  }

  /**
   * Several reads of one moment by SQL alone, for what is asked many times a second: Prisma takes a quarter of a millisecond for each query.
   * `work` waits for nothing.
   */
  readAtOnce<T>(work: (query: Query) => T): Promise<T> {
    return this.#readerAdapter.read(work);
  }

  /** Changes with every commit of another connection, and the one that reads has none of its own. */
  changeMark(): number {
    return z.number().parse(this.#dataVersion.get());
  }

  /** Gives the free pages of the database back to the disk. Others wait meanwhile. @throws DbError READ_ONLY, DATABASE_BUSY, DISK_FULL */
  async compact(): Promise<void> {
    const connection = this.#writing;
    if (connection === undefined) throw readOnly();
    try {
      // On the connection itself: VACUUM is not allowed within a transaction, and waits for the writing of others.
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
    'The database was busy for more than a minute with the writing of another process, so this change was given up and nothing of it was written. Look for a process of Hourglass that hangs, and try again.',
    { cause },
  );
}
