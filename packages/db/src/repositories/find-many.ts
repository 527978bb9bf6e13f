import type { Queries } from '../client.ts';
import { DbError } from '../errors.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { isWholeId } from '../identifiers.ts';
import { findRun, findSweep } from './find.ts';

/** Rows by the ids that were asked for, in that order; for an id that fits none, the error that says so. */
export type FoundByIds = ReadonlyMap<string, number | DbError>;

export interface FindOptions {
  /** Deleted rows are found, too, as long as their storage is not reclaimed; by whole ids only. */
  readonly withDeleted?: boolean;
}

/** Finds the keys of many runs or sweeps: whole ids with one statement, beginnings of ids one by one. Throws for none of them. */
export async function findMany(
  queries: Queries,
  noun: 'run' | 'sweep',
  ids: readonly string[],
  { withDeleted = false }: FindOptions = {},
): Promise<FoundByIds> {
  const whole = ids.filter(isWholeId);
  const keys = await keysOf(queries, { noun, ids: whole, withDeleted });
  const found = new Map<string, number | DbError>();
  for (const id of ids) {
    const key = keys.get(id);
    if (key !== undefined) found.set(id, key);
    else found.set(id, withDeleted ? reclaimed(noun, id) : await findOne(queries, noun, id));
  }
  return found;
}

async function keysOf(
  queries: Queries,
  { noun, ids, withDeleted }: { readonly noun: 'run' | 'sweep'; readonly ids: readonly string[]; readonly withDeleted: boolean },
): Promise<ReadonlyMap<string, number>> {
  const table = Prisma.raw(noun === 'run' ? '"Run"' : '"Sweep"');
  const rows = await queries.$queryRaw<readonly { readonly id: string; readonly key: number }[]>`
    SELECT ${table}."id", ${table}."key" FROM json_each(${JSON.stringify(ids)}) AS "asked"
    CROSS JOIN ${table} ON ${table}."id" = "asked"."value"
    WHERE ${withDeleted} OR "deletedAt" IS NULL`;
  return new Map(rows.map(({ id, key }) => [id, key]));
}

async function findOne(queries: Queries, noun: 'run' | 'sweep', id: string): Promise<number | DbError> {
  try {
    return (await (noun === 'run' ? findRun : findSweep)(queries, id)).key;
  } catch (error) {
    if (error instanceof DbError) return error;
    throw error;
  }
}

function reclaimed(noun: string, id: string): DbError {
  return new DbError('NOT_FOUND', `The ${noun} ${id} can't be brought back: its storage was reclaimed.`);
}
