import type { DbError, DbErrorCode } from '@hourglass/db';
import { messageOf } from '@hourglass/presentation';
import { TRPCError } from '@trpc/server';
import { WebError, type WebErrorCode } from './errors.ts';
import { withCommands } from './with-commands.ts';

/** Maps every error code of the store to a tRPC code. This is the only such mapping. */
const codes: Readonly<Record<DbErrorCode, TRPCError['code']>> = {
  NOT_FOUND: 'NOT_FOUND',
  AMBIGUOUS_ID: 'BAD_REQUEST',
  ID_INVALID: 'BAD_REQUEST',
  INPUT_INVALID: 'BAD_REQUEST',
  LEASE_LOST: 'CONFLICT',
  STATE_CONFLICT: 'CONFLICT',
  DATABASE_MISSING: 'SERVICE_UNAVAILABLE',
  DATABASE_NEWER: 'SERVICE_UNAVAILABLE',
  DATABASE_OLDER: 'SERVICE_UNAVAILABLE',
  DATABASE_UNREADABLE: 'SERVICE_UNAVAILABLE',
  DATABASE_BUSY: 'SERVICE_UNAVAILABLE',
  DISK_FULL: 'SERVICE_UNAVAILABLE',
  MIGRATION_FAILED: 'SERVICE_UNAVAILABLE',
  HOME_UNSUITABLE: 'SERVICE_UNAVAILABLE',
  CHUNK_UNREADABLE: 'INTERNAL_SERVER_ERROR',
  READ_ONLY: 'INTERNAL_SERVER_ERROR',
  BLOB_MISSING: 'INTERNAL_SERVER_ERROR',
  BLOB_DAMAGED: 'INTERNAL_SERVER_ERROR',
};

const ownCodes: Readonly<Record<WebErrorCode, TRPCError['code']>> = {
  INPUT_INVALID: 'BAD_REQUEST',
  NOT_RECORDED: 'NOT_FOUND',
  DATA_CHANGED: 'CONFLICT',
  PATHS_REFUSED: 'FORBIDDEN',
  UPLOAD_REFUSED: 'BAD_REQUEST',
};

/** Compares by name, not by class: Next may load the db package twice, once for pages and once for routes. */
export function isDbError(error: unknown): error is DbError {
  return error instanceof Error && error.name === 'DbError' && 'code' in error;
}

function isWebError(error: unknown): error is WebError {
  return error instanceof WebError || (error instanceof Error && error.name === 'WebError');
}

/** Converts an error that was thrown on purpose, and keeps its message; null for an unexpected error. */
export function knownError(error: unknown): TRPCError | null {
  if (error instanceof TRPCError && error.code !== 'INTERNAL_SERVER_ERROR' && error.code !== 'BAD_REQUEST') return error;
  const cause = error instanceof TRPCError ? error.cause : error;
  const code = codeOf(cause);
  return code === null ? null : new TRPCError({ code, message: withCommands(messageOf(cause)), cause });
}

function codeOf(cause: unknown): TRPCError['code'] | null {
  if (isDbError(cause)) return codes[cause.code];
  if (isWebError(cause)) return ownCodes[cause.code];
  if (!(cause instanceof Error)) return null;
  // The problems of a spec, one sentence per line.
  if (cause.name === 'SweepsError') return 'BAD_REQUEST';
  // Dataset files are missing or damaged. The message says which, and how to fix it.
  if (cause.name === 'DatasetError') return 'CONFLICT';
  return null;
}
