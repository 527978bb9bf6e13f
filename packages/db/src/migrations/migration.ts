import { createHash } from 'node:crypto';
import { generatedMigrations } from '../generated/migrations.ts';

export interface Migration {
  /** `<timestamp>_<what>`: applied in the order of their names. */
  readonly name: string;
  readonly sql: string;
}

/** Every migration that this version of the program knows, oldest first. */
export const migrations: readonly Migration[] = generatedMigrations;

/** As Prisma computes it: SHA-256 over the file. */
export function migrationChecksum(migration: Migration): string {
  return createHash('sha256').update(migration.sql).digest('hex');
}
