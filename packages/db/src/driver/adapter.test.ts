import { join } from 'node:path';
import type { SqlQuery } from '@prisma/driver-adapter-utils';
import { expect, it, onTestFinished } from 'vitest';
import { temporaryHome } from '../testing/temporary-database.ts';
import { sqliteAdapter } from './adapter.ts';
import { type Connection, openReader, openWriter } from './connection.ts';

async function temporaryConnection(): Promise<Connection> {
  const connection = await openWriter(join(await temporaryHome(), 'test.db'));
  onTestFinished(() => {
    connection.close();
  });
  connection.exec(
    'CREATE TABLE "Item" ("key" INTEGER PRIMARY KEY, "parent" INTEGER REFERENCES "Item" DEFERRABLE INITIALLY DEFERRED, "value")',
  );
  return connection;
}

function sql(text: string, ...args: unknown[]): SqlQuery {
  return { sql: text, args, argTypes: args.map(() => ({ scalarType: 'unknown', arity: 'scalar' })) };
}

const insert = sql('INSERT INTO "Item" ("value") VALUES (1)');
const count = sql('SELECT count(*) AS "count" FROM "Item"');

it('discards the changes of a transaction that is rolled back', async () => {
  const adapter = await sqliteAdapter(await temporaryConnection(), { begin: 'immediate' }).connect();
  const transaction = await adapter.startTransaction();
  await transaction.executeRaw(insert);
  await transaction.rollback();
  expect((await adapter.queryRaw(count)).rows).toEqual([[0]]);
});

it('runs no other statement inside a transaction', async () => {
  const adapter = await sqliteAdapter(await temporaryConnection(), { begin: 'immediate' }).connect();
  const transaction = await adapter.startTransaction();
  const outside = adapter.queryRaw(count);
  const second = adapter.startTransaction();
  await transaction.executeRaw(insert);
  await transaction.rollback();
  expect((await outside).rows).toEqual([[0]]);
  await (await second).commit();
});

it('works after a transaction that could not begin', async () => {
  const connection = await temporaryConnection();
  const adapter = await sqliteAdapter(connection, { begin: 'immediate' }).connect();
  connection.exec('BEGIN');
  await expect(adapter.startTransaction()).rejects.toThrow();
  connection.exec('ROLLBACK');
  const transaction = await adapter.startTransaction();
  await transaction.executeRaw(insert);
  await transaction.commit();
  expect((await adapter.queryRaw(count)).rows).toEqual([[1]]);
});

it('rolls back a transaction whose commit fails, and works afterwards', async () => {
  const adapter = await sqliteAdapter(await temporaryConnection(), { begin: 'immediate' }).connect();
  const transaction = await adapter.startTransaction();
  await transaction.executeRaw(sql('INSERT INTO "Item" ("parent") VALUES (99)'));
  await expect(transaction.commit()).rejects.toMatchObject({ cause: { kind: 'ForeignKeyConstraintViolation' } });
  expect((await adapter.queryRaw(count)).rows).toEqual([[0]]);
  await (await adapter.startTransaction()).commit();
});

it('reads and then writes in one transaction while another connection has written in between', async () => {
  const connection = await temporaryConnection();
  const other = await openWriter(connection.name);
  const adapter = await sqliteAdapter(connection, { begin: 'immediate' }).connect();
  const transaction = await adapter.startTransaction();
  await transaction.queryRaw(count);
  // In a deferred transaction, this write would succeed and the transaction's own insert would fail.
  expect(() => other.exec(insert.sql)).toThrow('locked');
  await transaction.executeRaw(insert);
  await transaction.commit();
  other.exec(insert.sql);
  other.close();
  expect((await adapter.queryRaw(count)).rows).toEqual([[2]]);
});

it('waits for the transaction of another connection without blocking this process', async () => {
  const connection = await temporaryConnection();
  const other = await openWriter(connection.name);
  const adapter = await sqliteAdapter(connection, { begin: 'immediate' }).connect();
  other.exec('BEGIN IMMEDIATE');
  const waiting = adapter.startTransaction();
  // The timer fires only because waiting does not block the event loop.
  setTimeout(() => other.exec('COMMIT').close(), 600);
  await (await waiting).commit();
  expect(other.open).toBe(false);
});

it('cannot write through a reader, and a reader sees what is committed', async () => {
  const connection = await temporaryConnection();
  const reader = openReader(connection.name);
  const adapter = await sqliteAdapter(reader, { begin: 'deferred' }).connect();
  await expect(adapter.executeRaw(insert)).rejects.toMatchObject({ cause: { originalMessage: 'attempt to write a readonly database' } });
  connection.exec(insert.sql);
  expect((await adapter.queryRaw(count)).rows).toEqual([[1]]);
  reader.close();
});

it('queues reads that bypass Prisma, and gives each one consistent snapshot', async () => {
  const connection = await temporaryConnection();
  const reader = openReader(connection.name);
  const factory = sqliteAdapter(reader, { begin: 'deferred' });
  const transaction = await (await factory.connect()).startTransaction();
  await transaction.queryRaw(count);
  const select = { sql: 'SELECT "value", typeof("value") AS "type", ? AS "requested" FROM "Item"', values: [3] };
  const moments = factory.read((ask) => {
    const before = ask(select);
    connection.exec(insert.sql);
    return [before, ask(select)];
  });
  // This row is not visible in the snapshot that the open transaction reads.
  connection.exec(insert.sql);
  await transaction.commit();
  const row = { value: 1, type: 'integer', requested: 3 };
  expect(await moments).toEqual([[row], [row]]);
  expect(await factory.read((ask) => ask(select))).toEqual([row, row]);
  expect(() => connection.exec(insert.sql)).not.toThrow();
  reader.close();
});

it('works after a read that failed', async () => {
  const connection = await temporaryConnection();
  const factory = sqliteAdapter(connection, { begin: 'immediate' });
  await expect(factory.read((ask) => ask({ sql: 'SELECT "none" FROM "Item"', values: [] }))).rejects.toThrow('no such column');
  expect(connection.inTransaction).toBe(false);
  expect(await factory.read((ask) => ask({ sql: 'SELECT count(*) AS "items" FROM "Item"', values: [] }))).toEqual([{ items: 0 }]);
});

it('stores times as integer milliseconds and bytes as they are', async () => {
  const connection = await temporaryConnection();
  const adapter = await sqliteAdapter(connection, { begin: 'immediate' }).connect();
  const store = (value: unknown, scalarType: 'datetime' | 'bytes' | 'bigint' | 'boolean') =>
    adapter.queryRaw({
      sql: 'INSERT INTO "Item" ("value") VALUES (?) RETURNING typeof("value"), hex("value")',
      args: [value],
      argTypes: [{ scalarType, arity: 'scalar' }],
    });
  const hexOf = (text: string) => Buffer.from(text).toString('hex').toUpperCase();
  expect((await store('2026-01-02T03:04:05.678Z', 'datetime')).rows).toEqual([['integer', hexOf('1767323045678')]]);
  expect((await store(Buffer.of(0, 255).toString('base64'), 'bytes')).rows).toEqual([['blob', '00FF']]);
  expect((await store('9007199254740993', 'bigint')).rows).toEqual([['integer', hexOf('9007199254740993')]]);
  expect((await store(true, 'boolean')).rows).toEqual([['integer', hexOf('1')]]);
});

it('waits for a lock before it gives up, keeps the log in WAL and checks foreign keys', async () => {
  const connection = await temporaryConnection();
  expect(connection.pragma('busy_timeout', { simple: true })).toBeGreaterThan(0);
  expect(connection.pragma('journal_mode', { simple: true })).toBe('wal');
  expect(connection.pragma('foreign_keys', { simple: true })).toBe(1);
  // 2 is FULL: commits survive a power cut.
  expect(connection.pragma('synchronous', { simple: true })).toBe(2);
});
