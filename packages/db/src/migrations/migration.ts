import { createHash } from 'node:crypto';
import type { Connection } from '../driver/connection.ts';
import { generatedMigrations } from '../generated/migrations.ts';
import { numberRuns } from './number-runs.ts';
import { recomputeFingerprints } from './recompute-fingerprints.ts';

export interface Migration {
  /** `<timestamp>_<what>`. Migrations are applied in the order of their names. */
  readonly name: string;
  readonly sql: string;
  /** Changes that SQL can't express, run after the SQL in the same transaction. Reads rows in pages, because a home may hold many. */
  readonly run?: (connection: Connection) => void;
}

/** Keyed by migration name. */
const programs: Readonly<Record<string, NonNullable<Migration['run']>>> = {
  '20261129120100_fingerprints': recomputeFingerprints,
  '20261129150000_run_numbers': numberRuns,
};

/** All known migrations, oldest first. */
export const migrations: readonly Migration[] = generatedMigrations.map((migration) => {
  const run = programs[migration.name];
  return run === undefined ? migration : { ...migration, run };
});

/** SHA-256 of the file, as Prisma computes it. */
export function migrationChecksum(migration: Migration): string {
  return createHash('sha256').update(migration.sql).digest('hex');
}
