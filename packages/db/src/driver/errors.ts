import { DriverAdapterError, type MappedError } from '@prisma/driver-adapter-utils';
import SqliteDatabase from 'better-sqlite3';
import { isBusy } from './retry-while-busy.ts';

/** Converts an error of SQLite to the form that Prisma's client expects. Returns other errors unchanged. */
export function toDriverError(error: unknown): unknown {
  if (!(error instanceof SqliteDatabase.SqliteError)) {
    return error;
  }
  return new DriverAdapterError({ originalCode: error.code, originalMessage: error.message, ...mapped(error, error.code, error.message) });
}

function mapped(error: unknown, code: string, message: string): MappedError {
  switch (code) {
    case 'SQLITE_CONSTRAINT_UNIQUE':
    case 'SQLITE_CONSTRAINT_PRIMARYKEY':
      return { kind: 'UniqueConstraintViolation', constraint: { fields: constrainedColumns(message) } };
    case 'SQLITE_CONSTRAINT_NOTNULL':
      return { kind: 'NullConstraintViolation', constraint: { fields: constrainedColumns(message) } };
    case 'SQLITE_CONSTRAINT_FOREIGNKEY':
    case 'SQLITE_CONSTRAINT_TRIGGER':
      return { kind: 'ForeignKeyConstraintViolation', constraint: { foreignKey: {} } };
    default:
      return isBusy(error) ? { kind: 'SocketTimeout' } : { kind: 'sqlite', extendedCode: 1, message };
  }
}

/** Column names in a message such as `UNIQUE constraint failed: Run.sweepKey, Run.fingerprint`. */
function constrainedColumns(message: string): string[] {
  const columns = message.split('constraint failed: ').at(1) ?? '';
  return columns.split(', ').map((column) => column.split('.').at(-1) ?? column);
}
