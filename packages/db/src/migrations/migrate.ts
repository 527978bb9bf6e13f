import { randomUUID } from 'node:crypto';
import { renameSync } from 'node:fs';
import { messageOf } from '@hourglass/presentation';
import { type Connection, openReader } from '../driver/connection.ts';
import { retryWhileBusy } from '../driver/retry-while-busy.ts';
import { DbError } from '../errors.ts';
import { type Migration, migrationChecksum } from './migration.ts';
import { isEmpty, pendingMigrations } from './migration-state.ts';

/** Same table as Prisma's engine creates, so that both agree on the applied migrations. */
const migrationsTable = `
  CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
    "id"                    TEXT PRIMARY KEY NOT NULL,
    "checksum"              TEXT NOT NULL,
    "finished_at"           DATETIME,
    "migration_name"        TEXT NOT NULL,
    "logs"                  TEXT,
    "rolled_back_at"        DATETIME,
    "started_at"            DATETIME NOT NULL DEFAULT current_timestamp,
    "applied_steps_count"   INTEGER UNSIGNED NOT NULL DEFAULT 0
  )`;

export interface Migrated {
  readonly applied: readonly string[];
  /** Path of the copy of the previous database; null if it held no data. */
  readonly backup: string | null;
}

/**
 * Applies all pending migrations in one transaction, so that a failed migration leaves the database unchanged. Processes that open a
 * database concurrently wait for each other. A database with data is copied first, to a file beside it.
 *
 * @throws DbError DATABASE_NEWER, DATABASE_UNREADABLE, MIGRATION_FAILED
 */
export async function migrate(connection: Connection, known: readonly Migration[]): Promise<Migrated> {
  if (pendingMigrations(connection, known).length === 0) {
    return { applied: [], backup: null };
  }
  // Rebuilding tables requires foreign keys to be off, and SQLite ignores this pragma within a transaction. Violations are checked at the
  // end.
  connection.pragma('foreign_keys = OFF');
  try {
    await retryWhileBusy(() => connection.exec('BEGIN IMMEDIATE'));
    // Check again, because another process may have migrated meanwhile.
    const pending = pendingMigrations(connection, known);
    const backup = pending.length > 0 && !isEmpty(connection) ? backUp(connection.name, pending) : null;
    connection.exec(migrationsTable);
    for (const migration of pending) {
      apply(connection, migration, backup);
    }
    connection.exec('COMMIT');
    return { applied: pending.map((migration) => migration.name), backup };
  } finally {
    if (connection.inTransaction) {
      connection.exec('ROLLBACK');
    }
    connection.pragma('foreign_keys = ON');
  }
}

function apply(connection: Connection, migration: Migration, backup: string | null): void {
  const startedAt = Date.now();
  try {
    connection.exec(migration.sql);
    migration.run?.(connection);
    const broken = connection.prepare<[], { table: string; parent: string }>('PRAGMA foreign_key_check').all();
    if (broken[0] !== undefined) {
      throw new Error(`${broken.length} rows refer to missing rows, the first from ${broken[0].table} to ${broken[0].parent}`);
    }
  } catch (error) {
    const kept = backup === null ? '' : ` A copy of it is in ${backup}.`;
    const reason = messageOf(error);
    throw new DbError(
      'MIGRATION_FAILED',
      `The migration ${migration.name} of ${connection.name} failed, and the database is unchanged: ${reason}.${kept}`,
      { cause: error },
    );
  }
  connection
    .prepare(
      `INSERT INTO "_prisma_migrations" ("id", "checksum", "finished_at", "migration_name", "started_at", "applied_steps_count")
       VALUES (?, ?, ?, ?, ?, 1)`,
    )
    .run(randomUUID(), migrationChecksum(migration), Date.now(), migration.name, startedAt);
}

/** Copies the committed state over a separate connection, while the caller's transaction prevents other writes. */
function backUp(path: string, pending: readonly Migration[]): string {
  const target = `${path}.before-${pending[0]?.name}-${Date.now()}`;
  const reader = openReader(path);
  try {
    reader.prepare('VACUUM INTO ?').run(`${target}.partial`);
  } finally {
    reader.close();
  }
  renameSync(`${target}.partial`, target);
  return target;
}
