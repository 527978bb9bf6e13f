import type { FieldIndex } from '@hourglass/sweeps/filter';
import type { Queries } from '../client.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { readRuns } from '../repositories/run-reader.ts';
import type { FoundRun, RunQuery } from '../store.ts';
import { conditionSql, expressionsOf, orderSql, type ReadQuery, readQuery } from './query.ts';

interface FoundKey {
  readonly key: number;
}

export interface Page {
  readonly offset: number;
  readonly limit: number;
}

export async function findRuns(queries: Queries, query: RunQuery & Page, fields: FieldIndex) {
  const read = readQuery(query, fields);
  const found = await findKeys(queries, read, query);
  const total =
    found.length < query.limit && (query.offset === 0 || found.length > 0) ? query.offset + found.length : await count(queries, read);
  return Object.freeze({ total, runs: await readFound(queries, found) });
}

/** Ordered and cut in the database, from indexes where it can be: only the page's runs are read. */
export function findKeys(queries: Queries, { filter, sort }: ReadQuery, { offset, limit }: Page): Promise<readonly FoundKey[]> {
  const { joins, expressions } = expressionsOf(sort.map(({ field }) => field));
  return queries.$queryRaw<readonly FoundKey[]>`
    SELECT "Run"."key" FROM "Run" JOIN "Sweep" ON "Sweep"."key" = "Run"."sweepKey" ${joins}
    WHERE ${conditionSql(filter)}
    ORDER BY ${orderSql(sort, expressions)}
    LIMIT ${limit} OFFSET ${offset}`;
}

async function count(queries: Queries, { filter }: ReadQuery): Promise<number> {
  const [row] = await queries.$queryRaw<readonly { readonly total: number | bigint }[]>`
    SELECT COUNT(*) AS "total" FROM "Run" JOIN "Sweep" ON "Sweep"."key" = "Run"."sweepKey" WHERE ${conditionSql(filter)}`;
  return Number(row?.total ?? 0);
}

interface PlaceRow extends FoundKey {
  readonly id: string;
  readonly sweepName: string;
  readonly dataset: string;
  readonly place: number | bigint | null;
}

/** The runs of a page, in its order, with their sweep's name and their place in it. */
async function readFound(queries: Queries, found: readonly FoundKey[]): Promise<readonly FoundRun[]> {
  if (found.length === 0) return Object.freeze([]);
  const keys = found.map(({ key }) => key);
  const runs = new Map((await readRuns(queries, { key: { in: keys } })).map((run) => [run.id, run]));
  const rows = await queries.$queryRaw<readonly PlaceRow[]>`
    SELECT "Run"."key", "Run"."id", "Sweep"."name" AS "sweepName", "Sweep"."dataset",
           CASE WHEN "Run"."kind" = 'run' THEN (
             SELECT COUNT(*) FROM "Run" AS "Before"
             WHERE "Before"."sweepKey" = "Run"."sweepKey" AND "Before"."kind" = 'run' AND "Before"."deletedAt" IS NULL AND "Before"."key" < "Run"."key"
           ) END AS "place"
    FROM "Run" JOIN "Sweep" ON "Sweep"."key" = "Run"."sweepKey"
    WHERE "Run"."key" IN (${Prisma.join(keys)})`;
  const places = new Map(rows.map((row) => [row.key, row]));
  return Object.freeze(
    keys.flatMap((key): FoundRun[] => {
      const row = places.get(key);
      const run = runs.get(row?.id ?? '');
      if (run === undefined || row === undefined) return [];
      return [
        Object.freeze({ ...run, sweepName: row.sweepName, dataset: row.dataset, place: row.place === null ? null : Number(row.place) }),
      ];
    }),
  );
}

/** In the order of the keys. */
export async function idsOf(queries: Queries, keys: readonly number[]): Promise<readonly string[]> {
  const rows = await queries.run.findMany({ where: { key: { in: [...keys] } }, select: { key: true, id: true } });
  const ids = new Map(rows.map(({ key, id }) => [key, id]));
  return Object.freeze(keys.flatMap((key) => ids.get(key) ?? []));
}
