import type { Connection } from '../driver/connection.ts';
import { DbError } from '../errors.ts';
import type { Migration } from './migration.ts';

/** Returns the migrations that a database lacks. @throws DbError DATABASE_NEWER, DATABASE_UNREADABLE */
export function pendingMigrations(connection: Connection, known: readonly Migration[]): readonly Migration[] {
  const applied = appliedMigrations(connection);
  const names = new Set(known.map((migration) => migration.name));
  const unknown = applied.filter((name) => !names.has(name));
  if (unknown.length > 0) {
    throw new DbError(
      'DATABASE_NEWER',
      `The database ${connection.name} was made by a newer version of Hourglass: it has the migration ${unknown.join(', ')}, which this version does not know. Update Hourglass, or use another home.`,
    );
  }
  return known.filter((migration) => !applied.includes(migration.name));
}

/** Whether the database has no tables. */
export function isEmpty(connection: Connection): boolean {
  return tables(connection).length === 0;
}

function appliedMigrations(connection: Connection): readonly string[] {
  const names = tables(connection);
  if (names.includes('_prisma_migrations')) {
    return connection
      .prepare<[], string>('SELECT "migration_name" FROM "_prisma_migrations" WHERE "finished_at" IS NOT NULL AND "rolled_back_at" IS NULL')
      .pluck()
      .all();
  }
  if (names.length > 0) {
    throw new DbError(
      'DATABASE_UNREADABLE',
      `${connection.name} is a database of another program (it has the table ${names[0]}, and no record of Hourglass). Choose another file.`,
    );
  }
  return [];
}

function tables(connection: Connection): readonly string[] {
  return connection
    .prepare<[], string>(`SELECT "name" FROM "sqlite_master" WHERE "type" = 'table' AND "name" NOT LIKE 'sqlite_%' ORDER BY "name"`)
    .pluck()
    .all();
}
