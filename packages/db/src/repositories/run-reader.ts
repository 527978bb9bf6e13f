import type { Queries } from '../client.ts';
import type { Provenance, Run } from '../contract/runs.ts';
import { DbError } from '../errors.ts';
import type { Prisma } from '../generated/prisma/client.ts';
import { runSelection, toRun } from './run-converter.ts';

/** Runs in the order of their creation: two queries, however many they are. (Prisma's join of the two took twice as long.) */
export async function readRuns(queries: Queries, where: Prisma.RunWhereInput): Promise<readonly Run[]> {
  const rows = await queries.run.findMany({ where, orderBy: { key: 'asc' }, select: runSelection });
  const sweeps = await queries.sweep.findMany({
    where: { key: { in: [...new Set(rows.map((row) => row.sweepKey))] } },
    select: { key: true, id: true },
  });
  const sweepIds = new Map(sweeps.map(({ key, id }) => [key, id]));
  const seen = new Map<string, Provenance>();
  return Object.freeze(rows.map((row) => toRun(row, sweepIds.get(row.sweepKey) ?? '', seen)));
}

/** @throws DbError NOT_FOUND */
export async function readRun(queries: Queries, key: number): Promise<Run> {
  const [run] = await readRuns(queries, { key });
  if (run === undefined) {
    throw new DbError('NOT_FOUND', 'The run was removed while it was looked for.');
  }
  return run;
}
