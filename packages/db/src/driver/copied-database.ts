import { constants, existsSync } from 'node:fs';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { messageOf } from '@hourglass/presentation';
import { DbError } from '../errors.ts';
import { migrate } from '../migrations/migrate.ts';
import { migrations } from '../migrations/migration.ts';
import { type Connection, openReader, openWriter } from './connection.ts';

/**
 * Opens a copy of a database for reading, migrated if it is older. SQLite can't open a WAL database in a folder without write access, unless its `-wal`
 * and `-shm` files are there: it would have to create them. (`immutable=1` would ignore a `-wal` file, and the driver reads no URIs.)
 *
 * The copy needs as much temporary space as the database. Its files are removed as soon as they are open, so that nothing is left after any end of the
 * process.
 *
 * @throws DbError HOME_UNSUITABLE if it can't be copied; DATABASE_NEWER, DATABASE_UNREADABLE, MIGRATION_FAILED
 */
export async function openCopy(path: string): Promise<Connection> {
  const folder = await temporaryFolder(path);
  try {
    const copy = join(folder, 'copy.db');
    await copyDatabase(path, copy);
    const writer = await openWriter(copy);
    try {
      await migrate(writer, migrations);
    } finally {
      writer.close();
    }
    return openReader(copy);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Whether SQLite could not open the files of a database, as opposed to their content. */
export function isUnopened(error: unknown): boolean {
  const cause = error instanceof DbError ? error.cause : error;
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' && /^SQLITE_(CANTOPEN|READONLY)/.test(cause.code);
}

async function copyDatabase(path: string, copy: string): Promise<void> {
  try {
    for (const ending of ['', '-wal']) {
      if (existsSync(`${path}${ending}`)) await copyFile(`${path}${ending}`, `${copy}${ending}`, constants.COPYFILE_FICLONE);
    }
  } catch (error) {
    throw notCopied(path, error);
  }
}

function temporaryFolder(path: string): Promise<string> {
  return mkdtemp(join(tmpdir(), 'hourglass-copy-')).catch((error: unknown) => {
    throw notCopied(path, error);
  });
}

function notCopied(path: string, cause: unknown): DbError {
  const reason = messageOf(cause);
  return new DbError(
    'HOME_UNSUITABLE',
    `The folder of ${path} can only be read, so its database has to be copied to ${tmpdir()}, which failed: ${reason}. Set TMPDIR to a folder with enough space.`,
    { cause },
  );
}
