import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import { type DiagnoseMigrationHistoryOutput, SchemaEngine } from '@prisma/schema-engine-wasm';
import SqliteDatabase from 'better-sqlite3';
import { sqliteAdapter } from '../driver/adapter.ts';
import type { Connection } from '../driver/connection.ts';
import type { Migration } from '../migrations/migration.ts';

/*
 * Prisma's schema engine, compiled to WebAssembly and run on our adapter. Tests compare our migrations with it, and scripts/new-
 * migration.ts uses it to generate the SQL of new migrations.
 */

/** Returns the SQL that migrates a database to a `schema.prisma`, as `prisma migrate diff` generates it; empty if they agree. */
export async function differenceToSchema(connection: Connection, schema: string): Promise<string> {
  const files = [{ path: 'schema.prisma', content: schema }];
  const { stdout } = await withEngine(connection, (engine) =>
    engine.diff({
      from: { tag: 'schemaDatasource', files, configDir: '.' },
      to: { tag: 'schemaDatamodel', files },
      script: true,
      exitCode: null,
      filters: noFilters,
    }),
  );
  return (stdout ?? '').replace('-- This is an empty migration.', '').trim();
}

/** Returns Prisma's diagnosis of a database's migrations: which ones are missing, failed, or changed since they were applied. */
export function diagnoseMigrations(connection: Connection, migrations: readonly Migration[]): Promise<DiagnoseMigrationHistoryOutput> {
  const migrationsList = {
    baseDir: '.',
    lockfile: { path: 'migration_lock.toml', content: 'provider = "sqlite"\n' },
    shadowDbInitScript: '',
    migrationDirectories: migrations.map(({ name, sql }) => ({
      path: name,
      migrationFile: { path: 'migration.sql', content: { tag: 'ok' as const, value: sql } },
    })),
  };
  return withEngine(connection, (engine) =>
    engine.diagnoseMigrationHistory({ migrationsList, optInToShadowDatabase: false, filters: noFilters }),
  );
}

const noFilters = { externalTables: [], externalEnums: [] };

async function withEngine<T>(connection: Connection, work: (engine: SchemaEngine) => Promise<T>): Promise<T> {
  const adapter = bindMigrationAwareSqlAdapterFactory({
    ...sqliteAdapter(connection, { begin: 'immediate' }),
    connectToShadowDb: () => sqliteAdapter(new SqliteDatabase(':memory:'), { begin: 'immediate' }).connect(),
  });
  const engine = await SchemaEngine.new({ datamodels: undefined }, () => undefined, adapter);
  try {
    return await work(engine);
  } finally {
    engine.free();
  }
}
