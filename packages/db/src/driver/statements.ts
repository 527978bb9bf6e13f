import { ColumnTypeEnum, type SqlQuery, type SqlResultSet } from '@prisma/driver-adapter-utils';
import type SqliteDatabase from 'better-sqlite3';
import type { Connection } from './connection.ts';
import { requireBoundedStatement } from './statement-limits.ts';
import { columnType, fromSqlite, toSqlite } from './values.ts';

type Statement = SqliteDatabase.Statement<unknown[], unknown>;

/** Maximum number of cached prepared statements. Prisma sends the same few statements repeatedly. */
const kept = 256;

/**
 * Executes queries on a connection and prepares each SQL text once. Synchronous, so that no other statement runs between a statement and
 * its result.
 */
export class Statements {
  readonly #connection: Connection;
  readonly #prepared = new Map<string, Statement>();

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  query({ sql, args, argTypes }: SqlQuery): SqlResultSet {
    const statement = this.#prepare(sql, args);
    const values = args.map((value, index) => toSqlite(value, argTypes[index]));
    if (!statement.reader) {
      statement.run(...values);
      return { columnNames: [], columnTypes: [], rows: [] };
    }
    const rows = statement.raw().all(...values) as unknown[][];
    const columns = statement.columns();
    const columnTypes = columns.map((column, index) => columnType(column.type, rows, index));
    return {
      columnNames: columns.map((column) => column.name),
      columnTypes,
      rows: columnTypes.includes(ColumnTypeEnum.DateTime)
        ? rows.map((row) => row.map((value, index) => fromSqlite(value, columnTypes[index])))
        : rows,
    };
  }

  /** Returns rows keyed by column name, with SQLite's values: integers, floats, text, and bytes. */
  rows<Row>(sql: string, args: readonly unknown[]): readonly Row[] {
    return this.#prepare(sql, args)
      .raw(false)
      .all(...args.map((value) => toSqlite(value, undefined))) as readonly Row[];
  }

  execute({ sql, args, argTypes }: SqlQuery): number {
    const values = args.map((value, index) => toSqlite(value, argTypes[index]));
    return this.#prepare(sql, args).run(...values).changes;
  }

  #prepare(sql: string, args: readonly unknown[]): Statement {
    requireBoundedStatement(sql, args.length);
    const found = this.#prepared.get(sql);
    // Reinsert the entry on use, so that the first key is the least recently used.
    this.#prepared.delete(sql);
    const statement = found ?? this.#connection.prepare<unknown[], unknown>(sql);
    this.#prepared.set(sql, statement);
    if (this.#prepared.size > kept) {
      for (const oldest of this.#prepared.keys()) {
        this.#prepared.delete(oldest);
        break;
      }
    }
    return statement;
  }
}
