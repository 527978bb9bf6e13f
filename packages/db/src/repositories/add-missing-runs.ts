import type { Database, Queries } from '../client.ts';
import type { OnProgress } from '../contract/progress.ts';
import type { NewRun } from '../contract/sweeps.ts';
import { writeInSlices } from '../slices/write-in-slices.ts';
import { insertRuns } from './insert-runs.ts';

/** A run that a sweep lacks: deleted, by its key, or new. */
type Addition = number | NewRun;

/** Adds the runs that are not there, and takes back the deletion of those that are; of two with one fingerprint the first. Gives how many. */
export async function addMissingRuns(
  database: Database,
  sweepKey: number,
  runs: readonly NewRun[],
  onProgress?: OnProgress,
): Promise<number> {
  const additions = await missingRuns(database.reader, sweepKey, runs);
  const added = await writeInSlices(
    database,
    additions,
    async (transaction, slice) => {
      const restored = await restoreRuns(
        transaction,
        slice.filter((addition) => typeof addition === 'number'),
      );
      const inserted = await insertRuns(
        transaction,
        sweepKey,
        slice.filter((addition) => typeof addition !== 'number'),
      );
      return restored + inserted;
    },
    onProgress,
  );
  return added.reduce((sum, count) => sum + count, 0);
}

async function missingRuns(queries: Queries, sweepKey: number, runs: readonly NewRun[]): Promise<readonly Addition[]> {
  const rows = await queries.$queryRaw<
    readonly { readonly key: number; readonly fingerprint: string; readonly deletedAt: bigint | null }[]
  >`
    SELECT "key", "fingerprint", "deletedAt" FROM "Run" WHERE "sweepKey" = ${sweepKey}`;
  const known = new Map(rows.map((row) => [row.fingerprint, row]));
  const distinct = new Map<string, NewRun>();
  for (const run of runs) if (!distinct.has(run.fingerprint)) distinct.set(run.fingerprint, run);
  return [...distinct.values()].flatMap((run): readonly Addition[] => {
    const row = known.get(run.fingerprint);
    if (row === undefined) return [run];
    return row.deletedAt === null ? [] : [row.key];
  });
}

/** What was finished waits again: the claim takes it up at its last checkpoint. */
async function restoreRuns(transaction: Queries, keys: readonly number[]): Promise<number> {
  if (keys.length === 0) return 0;
  return transaction.$executeRaw`
    UPDATE "Run" SET
      "deletedAt" = NULL, "undoUntil" = NULL, "wanted" = 'run',
      "exitReason" = CASE WHEN "state" IN ('waiting', 'running') THEN "exitReason" END,
      "endedAt" = CASE WHEN "state" IN ('waiting', 'running') THEN "endedAt" END,
      "deaths" = CASE WHEN "state" IN ('waiting', 'running') THEN "deaths" ELSE 0 END,
      "state" = CASE WHEN "state" IN ('waiting', 'running') THEN "state" ELSE 'waiting' END
    WHERE "key" IN (SELECT "value" FROM json_each(${JSON.stringify(keys)})) AND "deletedAt" IS NOT NULL`;
}
