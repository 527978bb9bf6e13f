import type { FilterField } from '@hourglass/sweeps/filter';
import type { Query } from '../driver/adapter.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { locationOf } from './field-sql.ts';

interface ValueRow {
  readonly value: string | number;
}

/** The most frequent values of a field over all runs, for completion. */
export function frequentValues(query: Query, field: FilterField, limit: number): readonly string[] {
  return Object.freeze(query<ValueRow>(frequencySql(field, limit)).map(({ value }) => String(value)));
}

function frequencySql(field: FilterField, limit: number): Prisma.Sql {
  const location = locationOf(field);
  switch (location.kind) {
    case 'lookup': {
      const { table, keyColumn, key, number, text } = location;
      const value = text === null ? number : Prisma.sql`COALESCE(${text}, ${number})`;
      return Prisma.sql`
        SELECT ${value} AS "value" FROM ${table} WHERE ${keyColumn} = ${key} AND ${value} IS NOT NULL
        GROUP BY ${text ?? number}, ${number} ORDER BY COUNT(*) DESC, 1 LIMIT ${limit}`;
    }
    case 'column':
      return Prisma.sql`
        SELECT ${location.column} AS "value" FROM "Run" JOIN "Sweep" ON "Sweep"."key" = "Run"."sweepKey"
        WHERE ${location.column} IS NOT NULL AND "Run"."deletedAt" IS NULL AND "Sweep"."deletedAt" IS NULL
        GROUP BY 1 ORDER BY COUNT(*) DESC, 1 LIMIT ${limit}`;
    case 'tags':
      return location.of === 'run'
        ? Prisma.sql`SELECT "tag" AS "value" FROM "RunTag" GROUP BY 1 ORDER BY COUNT(*) DESC, 1 LIMIT ${limit}`
        : Prisma.sql`
            SELECT "tag"."value" FROM "Sweep", json_each("Sweep"."tags") AS "tag" GROUP BY 1 ORDER BY COUNT(*) DESC, 1 LIMIT ${limit}`;
  }
}
