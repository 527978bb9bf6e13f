import type { Database, Queries } from '../client.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { oneOf } from '../one-of.ts';
import { removeEpochs } from '../repositories/remove-epochs.ts';
import { writeInSlices } from '../slices/write-in-slices.ts';

/** Tables of recorded data, the largest first. Removing an epoch also removes its metrics and vectors. */
export const recordedTables = ['Reconstruction', 'MetricChunk', 'Epoch', 'RunResult', 'Figure'] as const;

export type RecordedTable = (typeof recordedTables)[number] | 'Checkpoint' | 'LogLine';

/**
 * Removes rows of runs in slices, so that a run of any size fits the transactions. Each transaction evaluates `condition` (over "Run")
 * again, so a run that a worker has claimed meanwhile is kept.
 */
export async function eraseRecordings(
  database: Database,
  runKeys: readonly number[],
  { tables, condition }: { readonly tables: readonly RecordedTable[]; readonly condition: Prisma.Sql },
): Promise<void> {
  for (const table of tables) {
    const rows = await rowsOf(database.reader, table, runKeys);
    await writeInSlices(database, rows, (transaction, slice) => deleteRows(transaction, table, { rows: slice, condition }));
  }
}

interface RecordedRow {
  /** SQLite's rowid. */
  readonly row: number;
  readonly runKey: number;
}

async function rowsOf(queries: Queries, table: RecordedTable, runKeys: readonly number[]): Promise<readonly RecordedRow[]> {
  const name = Prisma.raw(`"${table}"`);
  const rows = await queries.$queryRaw<readonly { readonly row: number | bigint; readonly runKey: number }[]>`
    SELECT ${name}."rowid" AS "row", "runKey"
    FROM json_each(${JSON.stringify(runKeys)}) AS "requested" CROSS JOIN ${name} ON "runKey" = "requested"."value"`;
  return rows.map(({ row, runKey }) => ({ row: Number(row), runKey }));
}

/** Matches by rowid and run, because SQLite may have reused the rowid of a removed row for another run. */
async function deleteRows(
  transaction: Queries,
  table: RecordedTable,
  { rows, condition }: { readonly rows: readonly RecordedRow[]; readonly condition: Prisma.Sql },
): Promise<void> {
  const runKeys = [...new Set(rows.map(({ runKey }) => runKey))];
  const name = Prisma.raw(`"${table}"`);
  const which = Prisma.sql`${name}."rowid" IN ${oneOf(rows.map(({ row }) => row))}
    AND ${name}."runKey" IN (
      SELECT "key" FROM "Run" WHERE "key" IN ${oneOf(runKeys)} AND ${condition})`;
  if (table === 'Epoch') await removeEpochs(transaction, which);
  else await transaction.$executeRaw`DELETE FROM ${name} WHERE ${which}`;
}
