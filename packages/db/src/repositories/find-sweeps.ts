import { containsText } from '../contains-text.ts';
import type { SweepQuery } from '../contract/sweeps.ts';
import type { Query } from '../driver/adapter.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { onlyRow } from '../only-row.ts';

export interface FoundSweeps {
  readonly total: number;
  /** Keys of the sweeps on the page, in page order. */
  readonly keys: readonly number[];
}

/** Reads one page of the sweeps that match a search. Without a search it reads only an index. */
export function findSweeps(query: Query, { search = '', offset = 0, limit }: SweepQuery): FoundSweeps {
  const condition = search.trim() === '' ? Prisma.sql`"deletedAt" IS NULL` : matches(search.trim());
  const rows = query<{ readonly key: number }>(Prisma.sql`
    SELECT "key" FROM "Sweep" WHERE ${condition} ORDER BY "createdAt" DESC, "key" DESC LIMIT ${limit} OFFSET ${offset}`);
  return { total: count(query, condition), keys: rows.map(({ key }) => key) };
}

function count(query: Query, condition: Prisma.Sql): number {
  return onlyRow(query<{ readonly total: number }>(Prisma.sql`SELECT COUNT(*) AS "total" FROM "Sweep" WHERE ${condition}`)).total;
}

function matches(search: string): Prisma.Sql {
  const contains = (column: string) => containsText(Prisma.raw(column), search);
  return Prisma.sql`"deletedAt" IS NULL AND (
    ${containsText(Prisma.raw('"id"'), search, { atStart: true })}
    OR ${contains('"name"')}
    OR ${contains('"dataset"')}
    OR ("tags" <> '[]' AND EXISTS (SELECT 1 FROM json_each("tags") AS "tag" WHERE ${contains('"tag"."value"')})))`;
}
