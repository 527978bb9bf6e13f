import { DbError } from './errors.ts';

/** What the system and SQLite say when nothing more can be written: no room, no quota, or a limit on the size of a file. */
const fullCodes: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG', 'SQLITE_FULL', 'SQLITE_IOERR_WRITE', 'SQLITE_IOERR_SHMSIZE']);

/** The error as DISK_FULL where the disk was full, else as it is. The cause may lie under those of Prisma and its adapter. */
export function translateDiskFull(error: unknown, what: string): unknown {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (!fullCodes.has(codeOf(cause)) && !fullCodes.has(codeOf(cause.cause))) continue;
    return new DbError(
      'DISK_FULL',
      `The disk is full: ${what} could not be written (${cause.message}). Nothing of it was recorded. Free some room, for example with \`./hourglass gc\`.`,
      { cause: error },
    );
  }
  return error;
}

function codeOf(error: unknown): unknown {
  if (typeof error !== 'object' || error === null) return undefined;
  return 'originalCode' in error ? error.originalCode : 'code' in error ? error.code : undefined;
}
