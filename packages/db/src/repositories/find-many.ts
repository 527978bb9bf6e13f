import type { Queries } from '../client.ts';
import { DbError } from '../errors.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { isWholeId } from '../identifiers.ts';
import { findRun, findSweep } from './find.ts';

/** Maps each requested id, in order, to the row's key or to the error that explains why it was not found. */
export type FoundByIds = ReadonlyMap<string, number | DbError>;

export interface FindOptions {
  /** Includes deleted rows whose storage is not reclaimed yet. They are found by whole ids only. */
  readonly withDeleted?: boolean;
}

/**
 * Finds the keys of many runs or sweeps: whole ids with one statement, id prefixes one by one. An id that is not found yields an error
 * value instead of throwing.
 */
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
    SELECT ${table}."id", ${table}."key" FROM json_each(${JSON.stringify(ids)}) AS "requested"
    CROSS JOIN ${table} ON ${table}."id" = "requested"."value"
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
  return new DbError('NOT_FOUND', `The ${noun} ${id} can't be restored: its storage was reclaimed.`);
}
