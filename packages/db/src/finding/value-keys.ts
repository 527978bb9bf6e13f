import type { ValueKey } from '@hourglass/sweeps/filter';
import type { Query } from '../driver/adapter.ts';
import { Prisma } from '../generated/prisma/client.ts';

interface KeyRow {
  readonly key: string;
  /** 1 or 0. */
  readonly hasNumber: number;
  readonly hasText: number;
}

/** Reads the distinct keys of all run values. The recursive query seeks the next key in the index, so it reads one index entry per key. */
export function valueKeys(query: Query): readonly ValueKey[] {
  const rows = query<KeyRow>(Prisma.sql`
    WITH RECURSIVE "Known"("key") AS (
      SELECT (SELECT MIN("key") FROM "RunValue")
      UNION ALL
      SELECT (SELECT MIN("RunValue"."key") FROM "RunValue" WHERE "RunValue"."key" > "Known"."key") FROM "Known" WHERE "Known"."key" IS NOT NULL
    )
    SELECT "key",
           EXISTS (SELECT 1 FROM "RunValue" WHERE "RunValue"."key" = "Known"."key" AND "number" IS NOT NULL) AS "hasNumber",
           EXISTS (SELECT 1 FROM "RunValue" WHERE "RunValue"."key" = "Known"."key" AND "text" IS NOT NULL) AS "hasText"
    FROM "Known" WHERE "key" IS NOT NULL`);
  return rows.map(({ key, hasNumber, hasText }) => ({
    key,
    holds: hasNumber === 0 ? 'text' : hasText === 0 ? 'number' : 'either',
  }));
}
