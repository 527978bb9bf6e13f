import type { FilterField } from '@hourglass/sweeps/filter';
import type { Query } from '../driver/adapter.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { placeOf } from './field-sql.ts';

interface ValueRow {
  readonly value: string | number;
}

/** The most frequent values of a field over all runs, for completion. */
export function frequentValues(query: Query, field: FilterField, limit: number): readonly string[] {
  return Object.freeze(query<ValueRow>(frequencySql(field, limit)).map(({ value }) => String(value)));
}

function frequencySql(field: FilterField, limit: number): Prisma.Sql {
  const place = placeOf(field);
  switch (place.kind) {
    case 'lookup': {
      const { table, keyColumn, key, number, text } = place;
      const value = text === null ? number : Prisma.sql`COALESCE(${text}, ${number})`;
      return Prisma.sql`
        SELECT ${value} AS "value" FROM ${table} WHERE ${keyColumn} = ${key} AND ${value} IS NOT NULL
        GROUP BY ${text ?? number}, ${number} ORDER BY COUNT(*) DESC, 1 LIMIT ${limit}`;
    }
    case 'column':
      return Prisma.sql`
        SELECT ${place.column} AS "value" FROM "Run" JOIN "Sweep" ON "Sweep"."key" = "Run"."sweepKey"
        WHERE ${place.column} IS NOT NULL AND "Run"."deletedAt" IS NULL AND "Sweep"."deletedAt" IS NULL
        GROUP BY 1 ORDER BY COUNT(*) DESC, 1 LIMIT ${limit}`;
    case 'tags':
      return place.of === 'run'
        ? Prisma.sql`SELECT "tag" AS "value" FROM "RunTag" GROUP BY 1 ORDER BY COUNT(*) DESC, 1 LIMIT ${limit}`
        : Prisma.sql`
            SELECT "tag"."value" FROM "Sweep", json_each("Sweep"."tags") AS "tag" GROUP BY 1 ORDER BY COUNT(*) DESC, 1 LIMIT ${limit}`;
  }
}
