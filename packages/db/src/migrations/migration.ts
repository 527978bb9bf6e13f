import { createHash } from 'node:crypto';
import type { Connection } from '../driver/connection.ts';
import { generatedMigrations } from '../generated/migrations.ts';
import { recomputeFingerprints } from './recompute-fingerprints.ts';

export interface Migration {
  /** `<timestamp>_<what>`: applied in the order of their names. */
  readonly name: string;
  readonly sql: string;
  /** What SQL can't do, after it and in the same transaction. Reads rows in pages: a home may hold very many. */
  readonly run?: (connection: Connection) => void;
}

/** By the name of their migration. */
const programs: Readonly<Record<string, NonNullable<Migration['run']>>> = {
  '20261129120100_fingerprints': recomputeFingerprints,
};

/** Every migration that this version of the program knows, oldest first. */
export const migrations: readonly Migration[] = generatedMigrations.map((migration) => {
  const run = programs[migration.name];
  return run === undefined ? migration : { ...migration, run };
});

/** As Prisma computes it: SHA-256 over the file. */
export function migrationChecksum(migration: Migration): string {
  return createHash('sha256').update(migration.sql).digest('hex');
}
