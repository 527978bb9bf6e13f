export type DbErrorCode =
  | 'NOT_FOUND'
  | 'AMBIGUOUS_ID'
  | 'ID_INVALID'
  | 'INPUT_INVALID'
  | 'LEASE_LOST'
  | 'STATE_CONFLICT'
  | 'DATABASE_MISSING'
  | 'DATABASE_NEWER'
  | 'DATABASE_OLDER'
  | 'DATABASE_UNREADABLE'
  | 'DATABASE_BUSY'
  | 'DISK_FULL'
  | 'MIGRATION_FAILED'
  | 'CHUNK_UNREADABLE'
  | 'READ_ONLY'
  | 'BLOB_MISSING'
  | 'BLOB_DAMAGED'
  | 'HOME_UNSUITABLE';

/** All intentional errors of this package. The message is a sentence for the user. */
export class DbError extends Error {
  override readonly name = 'DbError';
  readonly code: DbErrorCode;

  constructor(code: DbErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
