import type { DbError, DbErrorCode } from '@hourglass/db';
import { TRPCError } from '@trpc/server';
import { WebError, type WebErrorCode } from './errors.ts';

/** The one place that says how a refusal of the store is answered. */
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
};

/** By name, not by class: Next may load the store's package more than once, for pages and for routes. */
export function isDbError(error: unknown): error is DbError {
  return error instanceof Error && error.name === 'DbError' && 'code' in error;
}

function isWebError(error: unknown): error is WebError {
  return error instanceof WebError || (error instanceof Error && error.name === 'WebError');
}

/** Errors thrown on purpose, with their sentence; null for anything unforeseen. */
export function knownError(error: unknown): TRPCError | null {
  if (error instanceof TRPCError && error.code !== 'INTERNAL_SERVER_ERROR' && error.code !== 'BAD_REQUEST') return error;
  const cause = error instanceof TRPCError ? error.cause : error;
  if (isDbError(cause)) return new TRPCError({ code: codes[cause.code], message: cause.message, cause });
  if (isWebError(cause)) return new TRPCError({ code: ownCodes[cause.code], message: cause.message, cause });
  // What is wrong with a spec, a sentence a line.
  if (cause instanceof Error && cause.name === 'SweepsError') return new TRPCError({ code: 'BAD_REQUEST', message: cause.message, cause });
  // Files of a data set that are gone or damaged: its own sentence says which, and what to do.
  if (cause instanceof Error && cause.name === 'DatasetError') return new TRPCError({ code: 'CONFLICT', message: cause.message, cause });
  return null;
}
