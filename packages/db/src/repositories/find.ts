import type { Queries } from '../client.ts';
import type { Query } from '../driver/adapter.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { idRange, onlyMatch, parseIdPrefix } from '../identifiers.ts';

/** @throws DbError ID_INVALID, NOT_FOUND, AMBIGUOUS_ID */
export async function findSweep(queries: Queries, id: string): Promise<{ readonly key: number; readonly id: string }> {
  const prefix = parseIdPrefix('sweep', id);
  const found = await queries.sweep.findMany({
    where: { id: idRange(prefix), deletedAt: null },
    select: { key: true, id: true },
    orderBy: { id: 'asc' },
    take: 2,
  });
  return onlyMatch('sweep', id, found);
}

/** Same lookup through `Database.readSql`, without Prisma. @throws DbError ID_INVALID, NOT_FOUND, AMBIGUOUS_ID */
export function findSweepBySql(query: Query, id: string): { readonly key: number; readonly id: string } {
  const prefix = parseIdPrefix('sweep', id);
  const { gte, lt } = idRange(prefix);
  const found = query<{ readonly key: number; readonly id: string }>(Prisma.sql`
    SELECT "key", "id" FROM "Sweep" WHERE "id" >= ${gte} AND "id" < ${lt} AND "deletedAt" IS NULL ORDER BY "id" LIMIT 2`);
  return onlyMatch('sweep', id, found);
}

export interface RunReference {
  readonly key: number;
  readonly id: string;
  readonly state: string;
}

/** @throws DbError ID_INVALID, NOT_FOUND, AMBIGUOUS_ID */
export async function findRun(queries: Queries, id: string): Promise<RunReference> {
  const prefix = parseIdPrefix('run', id);
  const found = await queries.run.findMany({
    where: { id: idRange(prefix), deletedAt: null },
    select: { key: true, id: true, state: true },
    orderBy: { id: 'asc' },
    take: 2,
  });
  return onlyMatch('run', id, found);
}

/** Same lookup through `Database.readSql`, without Prisma. @throws DbError ID_INVALID, NOT_FOUND, AMBIGUOUS_ID */
export function findRunBySql(query: Query, id: string): RunReference {
  const prefix = parseIdPrefix('run', id);
  const { gte, lt } = idRange(prefix);
  const found = query<RunReference>(Prisma.sql`
    SELECT "key", "id", "state" FROM "Run" WHERE "id" >= ${gte} AND "id" < ${lt} AND "deletedAt" IS NULL ORDER BY "id" LIMIT 2`);
  return onlyMatch('run', id, found);
}
