import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import { type DiagnoseMigrationHistoryOutput, SchemaEngine } from '@prisma/schema-engine-wasm';
import SqliteDatabase from 'better-sqlite3';
import { sqliteAdapter } from '../driver/adapter.ts';
import type { Connection } from '../driver/connection.ts';
import type { Migration } from '../migrations/migration.ts';

/*
 * Prisma's own schema engine, compiled to WebAssembly and run on our adapter. It judges what we do in its place, and writes the SQL of new
 * migrations (scripts/new-migration.ts).
 */

/** The SQL that leads from a database to a `schema.prisma`, as `prisma migrate diff` writes it; empty where they agree. */
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

/** What Prisma finds of a database's migrations: which it thinks are missing, failed, or changed since they were applied. */
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
