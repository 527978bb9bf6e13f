import { constants, existsSync } from 'node:fs';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { messageOf } from '@hourglass/presentation';
import { Database } from '../client.ts';
import { DbError } from '../errors.ts';
import { migrate } from '../migrations/migrate.ts';
import { migrations } from '../migrations/migration.ts';
import { type Connection, openReader, openWriter } from './connection.ts';

/**
 * Opens a copy of a database for reading. SQLite can't open a WAL database in a folder without write access, unless its `-wal`
 * and `-shm` files are there: it would have to create them. (`immutable=1` would ignore a `-wal` file, and the driver reads no URIs.)
 *
 * The copy is migrated if it is older, and changed by `prepare` before it is read. It needs as much temporary space as the database. Its files are removed as soon as they are open, so that nothing is left after any end of the
 * process.
 *
 * @throws DbError HOME_UNSUITABLE if it can't be copied; DATABASE_NEWER, DATABASE_UNREADABLE, MIGRATION_FAILED
 */
export async function openCopy(path: string, prepare: (copy: Database, folder: string) => Promise<void>): Promise<Connection> {
  const folder = await temporaryFolder(path);
  try {
    const copy = join(folder, 'copy.db');
    await copyDatabase(path, copy);
    const database = await migrated(copy);
    try {
      await prepare(database, folder);
    } finally {
      await database.close();
    }
    return openReader(copy);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function migrated(path: string): Promise<Database> {
  const writer = await openWriter(path);
  try {
    await migrate(writer, migrations);
    return new Database(openReader(path), writer);
  } catch (error) {
    writer.close();
    throw error;
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
