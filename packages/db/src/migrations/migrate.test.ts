import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Connection, openReader, openWriter } from '../driver/connection.ts';
import { diagnoseMigrations, differenceToSchema } from '../testing/schema-engine.ts';
import { temporaryHome } from '../testing/temporary-database.ts';
import { migrate } from './migrate.ts';
import { type Migration, migrations } from './migration.ts';

const addPigeons: Migration = {
  name: '29990101000000_pigeons',
  sql: `CREATE TABLE "Pigeon" ("key" INTEGER PRIMARY KEY); INSERT INTO "Pigeon" SELECT "key" FROM "Worker";`,
};
const broken: Migration = {
  name: '29990102000000_broken',
  sql: `DELETE FROM "Worker"; CREATE TABLE "Half" ("key" INTEGER); INSERT INTO "Nowhere" VALUES (1);`,
};
/** Leaves rows with dangling references. */
const dangling: Migration = { name: '29990103000000_dangling', sql: `DELETE FROM "Worker";` };

async function temporaryConnection(): Promise<Connection> {
  const connection = await openWriter(join(await temporaryHome(), 'hourglass.db'));
  onTestFinished(() => {
    connection.close();
  });
  return connection;
}

function tables(connection: Connection): unknown[] {
  return connection.prepare(`SELECT "name" FROM "sqlite_master" WHERE "type" = 'table' ORDER BY "name"`).pluck().all();
}

function addWorkerWithLease(connection: Connection): void {
  connection.exec(`
    INSERT INTO "Sweep" ("key", "id", "fingerprint", "name", "dataset", "axes", "revision", "createdAt", "updatedAt")
      VALUES (1, 'aaaaaaaaaa', 'f', 'name', 'mnist', '[]', 1, 0, 0);
    INSERT INTO "Run" ("key", "id", "sweepKey", "kind", "fingerprint", "seed", "parameters", "values", "parameterCount", "totalSteps", "createdAt")
      VALUES (1, 'bbbbbbbbbb', 1, 'run', 'f', 0, '{}', '{}', 0, 0, 0);
    INSERT INTO "Worker" ("key", "hostname", "bootId", "pid", "startedAt", "seenAt") VALUES (1, 'here', 'boot', 1, 0, 0);
    INSERT INTO "Lease" ("runKey", "attempt", "workerKey", "milliseconds", "claimedAt", "heartbeatAt", "fromStep")
      VALUES (1, 1, 1, 0, 0, 0, 0);`);
}

describe('migrations', () => {
  it('produce the schema of schema.prisma', async () => {
    const schema = readFileSync(join(import.meta.dirname, '..', '..', 'prisma', 'schema.prisma'), 'utf8');
    const connection = await temporaryConnection();
    expect(await differenceToSchema(connection, schema)).toContain('CREATE TABLE "Run"');
    await migrate(connection, migrations);
    expect(await differenceToSchema(connection, schema)).toBe('');
  });

  it('are those of prisma/migrations', () => {
    const folder = join(import.meta.dirname, '..', '..', 'prisma', 'migrations');
    const names = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(migrations.map(({ name }) => name)).toEqual(names.map(({ name }) => name).sort());
    expect(migrations.length).toBeGreaterThan(0);
  });
});

describe('migrate', () => {
  it('creates an empty database that Prisma accepts', async () => {
    const connection = await temporaryConnection();
    expect(await migrate(connection, migrations)).toEqual({ applied: migrations.map(({ name }) => name), backup: null });
    expect(await diagnoseMigrations(connection, migrations)).toMatchObject({
      hasMigrationsTable: true,
      history: null,
      failedMigrationNames: [],
      editedMigrationNames: [],
    });
    const edited = migrations.map((migration) => ({ ...migration, sql: `${migration.sql} ` }));
    expect((await diagnoseMigrations(connection, edited)).editedMigrationNames).toHaveLength(migrations.length);
  });

  it('applies only missing migrations, each once', async () => {
    const connection = await temporaryConnection();
    await migrate(connection, migrations);
    expect(await migrate(connection, migrations)).toEqual({ applied: [], backup: null });
    expect((await migrate(connection, [...migrations, addPigeons])).applied).toEqual([addPigeons.name]);
    expect(tables(connection)).toContain('Pigeon');
  });

  it('first backs up a database that has data', async () => {
    const connection = await temporaryConnection();
    await migrate(connection, migrations);
    addWorkerWithLease(connection);
    const { backup } = await migrate(connection, [...migrations, addPigeons]);
    expect(backup).toContain(`hourglass.db.before-${addPigeons.name}`);
    const copy = openReader(backup ?? '');
    expect(tables(copy)).not.toContain('Pigeon');
    expect(copy.prepare('SELECT count(*) FROM "Worker"').pluck().get()).toBe(1);
    copy.close();
    expect(connection.prepare('SELECT count(*) FROM "Pigeon"').pluck().get()).toBe(1);
  });

  it.each([broken, dangling])('leaves the database as it was where $name fails', async (failing) => {
    const connection = await temporaryConnection();
    await migrate(connection, migrations);
    addWorkerWithLease(connection);
    const before = connection.serialize();
    await expect(migrate(connection, [...migrations, addPigeons, failing])).rejects.toMatchObject({
      name: 'DbError',
      code: 'MIGRATION_FAILED',
      message: expect.stringContaining(failing.name),
    });
    expect(connection.serialize().equals(before)).toBe(true);
    expect(connection.pragma('foreign_keys', { simple: true })).toBe(1);
  });

  it('rejects a database of a newer version', async () => {
    const connection = await temporaryConnection();
    await migrate(connection, [...migrations, addPigeons]);
    await expect(migrate(connection, migrations)).rejects.toMatchObject({
      code: 'DATABASE_NEWER',
      message: expect.stringContaining(addPigeons.name),
    });
  });

  it('rejects a database of another program without changing it', async () => {
    const connection = await temporaryConnection();
    connection.exec('CREATE TABLE "cookies" ("name" TEXT)');
    await expect(migrate(connection, migrations)).rejects.toMatchObject({ code: 'DATABASE_UNREADABLE' });
    expect(tables(connection)).toEqual(['cookies']);
  });

  it('is done once by two connections that start at the same time', async () => {
    const first = await temporaryConnection();
    const second = await openWriter(first.name);
    const results = await Promise.all([migrate(first, migrations), migrate(second, migrations)]);
    expect(results.map(({ applied }) => applied.length).sort()).toEqual([0, migrations.length]);
    second.close();
    expect(new SqliteDatabase(first.name).prepare('SELECT count(*) FROM "_prisma_migrations"').pluck().get()).toBe(migrations.length);
  });
});
