import { type ArgType, type ColumnType, ColumnTypeEnum } from '@prisma/driver-adapter-utils';

/**
 * What bytes are called. Prisma knows by its schema what a column of a model holds; only the answers of raw queries go by this, and there
 * `Bytes` would be written as base64 and read again, while what is called text passes as it is: a view, without a copy.
 */
const bytes = ColumnTypeEnum.Text;

const declared: Readonly<Record<string, ColumnType>> = {
  INTEGER: ColumnTypeEnum.Int32,
  INT: ColumnTypeEnum.Int32,
  BIGINT: ColumnTypeEnum.Int64,
  REAL: ColumnTypeEnum.Double,
  TEXT: ColumnTypeEnum.Text,
  BLOB: bytes,
  BOOLEAN: ColumnTypeEnum.Boolean,
  DATETIME: ColumnTypeEnum.DateTime,
};

/** The type of a column by its declaration, or, for an expression, by the first value that is there. */
export function columnType(declaration: string | null, rows: readonly (readonly unknown[])[], column: number): ColumnType {
  const byDeclaration = declaration === null ? undefined : declared[declaration.toUpperCase()];
  if (byDeclaration !== undefined) {
    return byDeclaration;
  }
  for (const row of rows) {
    const value = row[column];
    if (value !== null && value !== undefined) {
      return typeOf(value);
    }
  }
  return ColumnTypeEnum.Int32;
}

function typeOf(value: unknown): ColumnType {
  switch (typeof value) {
    case 'string':
      return ColumnTypeEnum.Text;
    case 'number':
      return ColumnTypeEnum.UnknownNumber;
    case 'bigint':
      return ColumnTypeEnum.Int64;
    default:
      return bytes;
  }
}

/** Prisma knows times as text; here they are stored as integer UTC milliseconds. */
export function fromSqlite(value: unknown, type: ColumnType | undefined): unknown {
  return type === ColumnTypeEnum.DateTime && typeof value === 'number' ? new Date(value).toISOString() : value;
}

/** What better-sqlite3 takes, from what Prisma sends. A number would be stored as a float, so integers go as bigints. */
export function toSqlite(value: unknown, type: ArgType | undefined): unknown {
  switch (typeof value) {
    case 'boolean':
      return value ? 1n : 0n;
    case 'number':
      return Number.isSafeInteger(value) ? BigInt(value) : value;
    case 'string':
      return fromText(value, type);
    default:
      return value instanceof Date ? BigInt(value.getTime()) : value;
  }
}

function fromText(value: string, type: ArgType | undefined): unknown {
  switch (type?.scalarType) {
    case 'int':
    case 'bigint':
      return BigInt(value);
    case 'float':
    case 'decimal':
      return Number(value);
    case 'datetime':
      return BigInt(new Date(value).getTime());
    case 'bytes':
      return Buffer.from(value, 'base64');
    default:
      return value;
  }
}
