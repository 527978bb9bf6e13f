import { accessSync, constants, mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { messageOf } from '@hourglass/presentation';
import type { OpenStoreOptions } from './contract/store.ts';
import { DbError } from './errors.ts';

export interface HomeLayout {
  readonly home: string;
  readonly database: string;
  readonly blobs: string;
  /** Cached fits of baselines. */
  readonly fits: string;
  /** Lock file that every process shares while it stops runs. */
  readonly stops: string;
}

/** The folder of cached fits of baselines in a home. */
export function fitsFolder(home: string): string {
  return join(home, 'fits');
}

/** Resolves the paths of a home. @throws DbError HOME_UNSUITABLE if the database URL is not a file URL */
export function homeLayout({ home, databaseUrl }: Pick<OpenStoreOptions, 'home' | 'databaseUrl'>): HomeLayout {
  const folder = resolve(home);
  const database = databaseUrl === undefined ? join(folder, 'hourglass.db') : databasePath(databaseUrl);
  return {
    home: folder,
    database,
    blobs: join(folder, 'blobs'),
    fits: fitsFolder(folder),
    stops: join(dirname(database), 'stops.lock'),
  };
}

/** Accepts `file:relative`, `file:/absolute` and `file:///absolute`. */
function databasePath(url: string): string {
  const path = url.startsWith('file://') ? fileURLToPath(url) : url.slice('file:'.length);
  if (!url.startsWith('file:') || path === '') {
    throw new DbError(
      'HOME_UNSUITABLE',
      `DATABASE_URL is ${JSON.stringify(url)}, which is not a file: it must begin with "file:", for example "file:./hourglass.db".`,
    );
  }
  return resolve(path);
}

/** Whether this process may create files in a folder. */
export function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** @throws DbError HOME_UNSUITABLE if an existing file or folder is not writable, due to its mount or its permissions */
export function requireWritable(path: string): void {
  try {
    accessSync(path, constants.W_OK);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return;
    const reason = messageOf(error);
    throw new DbError('HOME_UNSUITABLE', `${path} can only be read: ${reason}. Make it writable, or choose another home with --home.`, {
      cause: error,
    });
  }
}

/** @throws DbError HOME_UNSUITABLE */
export function createFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true });
  } catch (error) {
    const reason = messageOf(error);
    throw new DbError('HOME_UNSUITABLE', `The folder ${path} can't be created: ${reason}. Choose another home with --home.`, {
      cause: error,
    });
  }
}
