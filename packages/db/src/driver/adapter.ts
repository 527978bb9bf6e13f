import {
  type ConnectionInfo,
  DriverAdapterError,
  type IsolationLevel,
  type SqlDriverAdapter,
  type SqlDriverAdapterFactory,
  type SqlQuery,
  type SqlResultSet,
  type Transaction,
} from '@prisma/driver-adapter-utils';
import type { Connection } from './connection.ts';
import { toDriverError } from './errors.ts';
import { Mutex, type Release } from './mutex.ts';
import { retryWhileBusy } from './retry-while-busy.ts';
import { maxListedValues } from './statement-limits.ts';
import { Statements } from './statements.ts';

export interface AdapterOptions {
  /**
   * `immediate` acquires the write lock at the start, so that a transaction that reads and then writes can't fail halfway with
   * SQLITE_BUSY.
   */
  readonly begin: 'immediate' | 'deferred';
}

const identity = { provider: 'sqlite', adapterName: 'hourglass-better-sqlite3' } as const;

/** Runs a SELECT directly on the connection. `Row` is the type of the rows that the statement selects; it is not checked. */
export type Query = <Row>(query: Pick<SqlQuery, 'sql'> & { readonly values: readonly unknown[] }) => readonly Row[];

export interface SqliteAdapterFactory extends SqlDriverAdapterFactory {
  /** Runs reads in one transaction on the reader connection, bypassing Prisma; queued behind its other users. */
  read<T>(work: (query: Query) => T): Promise<T>;
}

/** A Prisma driver adapter over one better-sqlite3 connection, which the caller opens and closes. Why not the official one: docs/adr/0001. */
export function sqliteAdapter(connection: Connection, options: AdapterOptions): SqliteAdapterFactory {
  const adapter = new SqliteAdapter(connection, options);
  return { ...identity, connect: async () => adapter, read: (work) => adapter.read(work) };
}

/** Converts errors of SQLite to those of Prisma's driver interface. */
function translated<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw toDriverError(error);
  }
}

class SqliteAdapter implements SqlDriverAdapter {
  readonly provider = identity.provider;
  readonly adapterName = identity.adapterName;
  readonly #connection: Connection;
  readonly #options: AdapterOptions;
  readonly #statements: Statements;
  /** A connection runs one transaction at a time; other callers wait for this mutex. */
  readonly #mutex = new Mutex();

  constructor(connection: Connection, options: AdapterOptions) {
    this.#connection = connection;
    this.#options = options;
    this.#statements = new Statements(connection);
  }

  queryRaw(query: SqlQuery): Promise<SqlResultSet> {
    return this.#mutex.run(() => translated(() => this.#statements.query(query)));
  }

  executeRaw(query: SqlQuery): Promise<number> {
    return this.#mutex.run(() => translated(() => this.#statements.execute(query)));
  }

  executeScript(script: string): Promise<void> {
    return this.#mutex.run(() => {
      translated(() => this.#connection.exec(script));
    });
  }

  read<T>(work: (query: Query) => T): Promise<T> {
    const query: Query = ({ sql, values }) => this.#statements.rows(sql, values);
    return this.#mutex.run(() => this.#connection.transaction(() => work(query))());
  }

  async startTransaction(isolationLevel?: IsolationLevel): Promise<Transaction> {
    if (isolationLevel !== undefined && isolationLevel !== 'SERIALIZABLE') {
      throw new DriverAdapterError({ kind: 'InvalidIsolationLevel', level: isolationLevel });
    }
    const release = await this.#mutex.acquire();
    try {
      await retryWhileBusy(() => this.#connection.exec(`BEGIN ${this.#options.begin.toUpperCase()}`));
    } catch (error) {
      release();
      throw toDriverError(error);
    }
    return new SqliteTransaction(this.#connection, this.#statements, release);
  }

  getConnectionInfo(): ConnectionInfo {
    return { maxBindValues: maxListedValues, supportsRelationJoins: false };
  }

  async dispose(): Promise<void> {
    // The caller that opened the connection closes it.
  }
}

class SqliteTransaction implements Transaction {
  readonly provider = identity.provider;
  readonly adapterName = identity.adapterName;
  /**
   * With this option, Prisma sends no COMMIT or ROLLBACK. `commit` and `rollback` check whether SQLite has already ended the transaction.
   */
  readonly options = { usePhantomQuery: true };
  readonly #connection: Connection;
  readonly #statements: Statements;
  readonly #release: Release;

  constructor(connection: Connection, statements: Statements, release: Release) {
    this.#connection = connection;
    this.#statements = statements;
    this.#release = release;
  }

  async queryRaw(query: SqlQuery): Promise<SqlResultSet> {
    return translated(() => this.#statements.query(query));
  }

  async executeRaw(query: SqlQuery): Promise<number> {
    return translated(() => this.#statements.execute(query));
  }

  async commit(): Promise<void> {
    try {
      translated(() => this.#connection.exec('COMMIT'));
    } finally {
      this.#end();
    }
  }

  async rollback(): Promise<void> {
    this.#end();
  }

  async createSavepoint(name: string): Promise<void> {
    translated(() => this.#connection.exec(`SAVEPOINT ${name}`));
  }

  async rollbackToSavepoint(name: string): Promise<void> {
    translated(() => this.#connection.exec(`ROLLBACK TO ${name}`));
  }

  async releaseSavepoint(name: string): Promise<void> {
    translated(() => this.#connection.exec(`RELEASE SAVEPOINT ${name}`));
  }

  /** Rolls back a transaction that is still open (SQLite ends some failed ones itself) and always releases the mutex. */
  #end(): void {
    try {
      if (this.#connection.inTransaction) {
        translated(() => this.#connection.exec('ROLLBACK'));
      }
    } finally {
      this.#release();
    }
  }
}
