import type { Queries } from '../client.ts';
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
  return onlyMatch('sweep', prefix, found);
}

/** @throws DbError ID_INVALID, NOT_FOUND, AMBIGUOUS_ID */
export async function findRun(
  queries: Queries,
  id: string,
): Promise<{ readonly key: number; readonly id: string; readonly state: string }> {
  const prefix = parseIdPrefix('run', id);
  const found = await queries.run.findMany({
    where: { id: idRange(prefix), deletedAt: null },
    select: { key: true, id: true, state: true },
    orderBy: { id: 'asc' },
    take: 2,
  });
  return onlyMatch('run', prefix, found);
}
