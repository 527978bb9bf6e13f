import type { FilterField } from '@hourglass/sweeps/filter';
import type { Queries } from '../client.ts';
import { placeOf } from './field-sql.ts';

interface ValueRow {
  readonly value: string | number | bigint;
}

/** What runs have for a field, the most frequent first, for completion. */
export async function frequentValues(queries: Queries, field: FilterField, limit: number): Promise<readonly string[]> {
  const rows = await rowsOf(queries, field, limit);
  return Object.freeze(rows.map(({ value }) => String(value)));
}

function rowsOf(queries: Queries, field: FilterField, limit: number): Promise<readonly ValueRow[]> {
  const place = placeOf(field);
  switch (place.kind) {
    case 'value':
      return queries.$queryRaw<readonly ValueRow[]>`
        SELECT COALESCE("text", "number") AS "value" FROM "RunValue" WHERE "key" = ${place.key}
        GROUP BY "text", "number" ORDER BY COUNT(*) DESC, 1 LIMIT ${limit}`;
    case 'column':
      return queries.$queryRaw<readonly ValueRow[]>`
        SELECT ${place.column} AS "value" FROM "Run" JOIN "Sweep" ON "Sweep"."key" = "Run"."sweepKey"
        WHERE ${place.column} IS NOT NULL AND "Run"."deletedAt" IS NULL AND "Sweep"."deletedAt" IS NULL
        GROUP BY 1 ORDER BY COUNT(*) DESC, 1 LIMIT ${limit}`;
    case 'tags':
      return place.of === 'run'
        ? queries.$queryRaw<readonly ValueRow[]>`
            SELECT "tag" AS "value" FROM "RunTag" GROUP BY 1 ORDER BY COUNT(*) DESC, 1 LIMIT ${limit}`
        : queries.$queryRaw<readonly ValueRow[]>`
            SELECT "tag"."value" FROM "Sweep", json_each("Sweep"."tags") AS "tag" GROUP BY 1 ORDER BY COUNT(*) DESC, 1 LIMIT ${limit}`;
  }
}
