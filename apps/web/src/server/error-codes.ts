import type { DbError, DbErrorCode } from '@hourglass/db';
import { TRPCError } from '@trpc/server';
import { WebError, type WebErrorCode } from './errors.ts';

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
  if (isDbError(cause)) return new TRPCError({ code: codes[cause.code], message: cause.message, cause });
  if (isWebError(cause)) return new TRPCError({ code: ownCodes[cause.code], message: cause.message, cause });
  // The problems of a spec, one sentence per line.
  if (cause instanceof Error && cause.name === 'SweepsError') return new TRPCError({ code: 'BAD_REQUEST', message: cause.message, cause });
  // Dataset files are missing or damaged. The message says which, and how to fix it.
  if (cause instanceof Error && cause.name === 'DatasetError') return new TRPCError({ code: 'CONFLICT', message: cause.message, cause });
  return null;
}
