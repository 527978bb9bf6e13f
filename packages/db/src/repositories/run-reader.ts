import type { Queries } from '../client.ts';
import type { Provenance, Run } from '../contract/runs.ts';
import type { Query } from '../driver/adapter.ts';
import { DbError } from '../errors.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { type RunRow, runSelection, toRun } from './run-converter.ts';

const runColumns = Prisma.raw(
  Object.keys(runSelection)
    .map((name) => `"Run"."${name}"`)
    .join(', '),
);

/** Columns that `toRun` reads, from "Run" joined with "Sweep". */
export const runColumnsWithSweep = Prisma.sql`${runColumns}, "Sweep"."id" AS "sweep", "Sweep"."ranking"`;

export type RunOfSweepRow = RunRow & { readonly sweep: string; readonly ranking: string | null };

/** Reads the runs that satisfy a condition over "Run" joined with "Sweep", in creation order, with one statement. */
export function readRuns(query: Query, condition: Prisma.Sql): readonly Run[] {
  return toRuns(
    query<RunOfSweepRow>(Prisma.sql`
      SELECT ${runColumnsWithSweep} FROM "Run" JOIN "Sweep" ON "Sweep"."key" = "Run"."sweepKey" WHERE ${condition} ORDER BY "Run"."key"`),
  );
}

/** Reads runs by whole id, in the requested order. Omits deleted and unknown runs. */
export function readRunsById(query: Query, ids: readonly string[]): readonly Run[] {
  return toRuns(
    query<RunOfSweepRow>(Prisma.sql`
      SELECT ${runColumnsWithSweep}
      FROM json_each(${JSON.stringify(ids)}) AS "requested" CROSS JOIN "Run" ON "Run"."id" = "requested"."value"
      JOIN "Sweep" ON "Sweep"."key" = "Run"."sweepKey"
      WHERE "Run"."deletedAt" IS NULL ORDER BY "requested"."key"`),
  );
}

function toRuns(rows: readonly RunOfSweepRow[]): readonly Run[] {
  const seen = new Map<string, Provenance>();
  return Object.freeze(rows.map((row) => toRun(row, { id: row.sweep, ranking: row.ranking }, seen)));
}

/** Reads a run within a transaction. @throws DbError NOT_FOUND */
export async function readRun(queries: Queries, key: number): Promise<Run> {
  const row = await queries.run.findUnique({ where: { key }, select: { ...runSelection, sweep: { select: { id: true, ranking: true } } } });
  if (row === null) throw new DbError('NOT_FOUND', 'The run was removed while it was read.');
  return toRun(row, row.sweep, new Map());
}
