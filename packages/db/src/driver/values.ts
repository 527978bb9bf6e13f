import { type ArgType, type ColumnType, ColumnTypeEnum } from '@prisma/driver-adapter-utils';

/**
 * Reported column type of bytes. Prisma takes the types of model columns from its schema and uses reported types only for raw queries.
 * There, `Bytes` would be encoded to base64 and decoded again, while `Text` is passed through without a copy.
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

/** Returns the declared type of a column. For an expression, returns the type of its first non-null value. */
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

/** Prisma expects times as ISO strings; the database stores integer UTC milliseconds. */
export function fromSqlite(value: unknown, type: ColumnType | undefined): unknown {
  return type === ColumnTypeEnum.DateTime && typeof value === 'number' ? new Date(value).toISOString() : value;
}

/** Converts a value from Prisma to one for better-sqlite3, which binds numbers as floats, so integers are passed as bigints. */
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
