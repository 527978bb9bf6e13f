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
import { mostListedValues } from './statement-limits.ts';
import { Statements } from './statements.ts';

export interface AdapterOptions {
  /** `immediate` takes the write lock at once: a transaction that reads before it writes can then not be refused in the middle. */
  readonly begin: 'immediate' | 'deferred';
}

const identity = { provider: 'sqlite', adapterName: 'hourglass-better-sqlite3' } as const;

/** Runs a SELECT on the connection itself; `Row` is what the statement says. */
export type Query = <Row>(query: Pick<SqlQuery, 'sql'> & { readonly values: readonly unknown[] }) => readonly Row[];

export interface SqliteAdapterFactory extends SqlDriverAdapterFactory {
  /** Runs reads in one transaction on the reader connection, bypassing Prisma; queued behind its other users. */
  read<T>(work: (query: Query) => T): Promise<T>;
}

/** Prisma's view of one better-sqlite3 connection that somebody else opened and closes. Why not the official one: docs/adr/0001. */
export function sqliteAdapter(connection: Connection, options: AdapterOptions): SqliteAdapterFactory {
  const adapter = new SqliteAdapter(connection, options);
  return { ...identity, connect: async () => adapter, read: (work) => adapter.read(work) };
}

/** Turns what SQLite throws into what Prisma understands. */
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
  /** One connection has one transaction: whoever is not part of it waits. */
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
    return { maxBindValues: mostListedValues, supportsRelationJoins: false };
  }

  async dispose(): Promise<void> {
    // The connection belongs to whoever opened it.
  }
}

class SqliteTransaction implements Transaction {
  readonly provider = identity.provider;
  readonly adapterName = identity.adapterName;
  /** Prisma then leaves COMMIT and ROLLBACK to `commit` and `rollback`, which alone know whether there is still something to end. */
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

  /** Undoes whatever is still open (SQLite ends some failed transactions by itself) and lets the next one in, whatever happens. */
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
