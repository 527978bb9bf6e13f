import type { FieldIndex } from '@hourglass/sweeps/filter';
import type { Queries } from '../client.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { readRuns } from '../repositories/run-reader.ts';
import type { FoundRun, RunQuery } from '../store.ts';
import { conditionSql, expressionsOf, orderSql, type ReadQuery, readQuery } from './query.ts';

interface FoundKey {
  readonly key: number;
  /** How many runs pass, on this page or not. */
  readonly total: number | bigint;
}

export interface Page {
  readonly offset: number;
  readonly limit: number;
}

export async function findRuns(queries: Queries, query: RunQuery & Page, fields: FieldIndex) {
  const read = readQuery(query, fields);
  const found = await findKeys(queries, read, query);
  const total = found[0]?.total ?? (query.offset === 0 ? 0 : await count(queries, read));
  return Object.freeze({ total: Number(total), runs: await readFound(queries, found) });
}

/**
 * Filtered, counted, ordered and cut in the database, from indexes alone: only the page's runs are read. What passes is gathered once, because
 * a filter looks up the values of all runs, which takes longer than to count and to order those that pass.
 */
export function findKeys(queries: Queries, { filter, sort }: ReadQuery, { offset, limit }: Page): Promise<readonly FoundKey[]> {
  const { joins, expressions } = expressionsOf(sort.map(({ field }) => field));
  const sorted = expressions.map((ofKey, key) =>
    ofKey.map((expression, part) => ({ expression, name: Prisma.raw(`"sort${key}_${part}"`) })),
  );
  const columns = [Prisma.sql`"Run"."key"`, ...sorted.flat().map(({ expression, name }) => Prisma.sql`${expression} AS ${name}`)];
  const order = orderSql(
    sort,
    sorted.map((ofKey) => ofKey.map(({ name }) => name)),
  );
  return queries.$queryRaw<readonly FoundKey[]>`
    WITH "Passed" AS MATERIALIZED (
      SELECT ${Prisma.join(columns)} FROM "Run" JOIN "Sweep" ON "Sweep"."key" = "Run"."sweepKey" ${joins} WHERE ${conditionSql(filter)}
    )
    SELECT "Run"."key", (SELECT COUNT(*) FROM "Passed") AS "total" FROM "Passed" AS "Run" ORDER BY ${order} LIMIT ${limit} OFFSET ${offset}`;
}

async function count(queries: Queries, { filter }: ReadQuery): Promise<number | bigint> {
  const [row] = await queries.$queryRaw<readonly Pick<FoundKey, 'total'>[]>`
    SELECT COUNT(*) AS "total" FROM "Run" JOIN "Sweep" ON "Sweep"."key" = "Run"."sweepKey" WHERE ${conditionSql(filter)}`;
  return row?.total ?? 0;
}

interface PlaceRow extends Pick<FoundKey, 'key'> {
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
