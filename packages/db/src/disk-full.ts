import { DbError } from './errors.ts';

/** Error codes of the system and of SQLite for failed writes: no space, no quota, or a file size limit. */
const fullCodes: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG', 'SQLITE_FULL', 'SQLITE_IOERR_WRITE', 'SQLITE_IOERR_SHMSIZE']);

/**
 * Converts a disk-full error to DISK_FULL and returns other errors unchanged. Searches the chain of causes, because Prisma and its adapter
 * wrap errors.
 */
export function translateDiskFull(error: unknown, what: string): unknown {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (!fullCodes.has(codeOf(cause)) && !fullCodes.has(codeOf(cause.cause))) continue;
    return new DbError(
      'DISK_FULL',
      `The disk is full: ${what} could not be written (${cause.message}). Nothing was recorded. Free some space, for example with \`./hourglass gc\`.`,
      { cause: error },
    );
  }
  return error;
}

function codeOf(error: unknown): unknown {
  if (typeof error !== 'object' || error === null) return undefined;
  return 'originalCode' in error ? error.originalCode : 'code' in error ? error.code : undefined;
}
