import { isFinished, type RunKind } from '@hourglass/sweeps/run-state';
import type { Database, Queries } from '../client.ts';
import type { SteeredBy } from '../contract/steering.ts';
import type { AddedRuns, NewRun } from '../contract/sweeps.ts';
import { oneOf } from '../one-of.ts';
import { writeInSlices } from '../slices/write-in-slices.ts';
import { readSteeredRuns } from '../steering/steered-rows.ts';
import { logEvents } from './event-log.ts';
import { insertRuns } from './insert-runs.ts';

/** A run to add to a sweep. */
interface Addition {
  readonly run: NewRun;
  /** Key of the deleted run to restore; null for a new run. Garbage collection may remove the deleted run before its slice is written. */
  readonly deletedKey: number | null;
}

/**
 * Inserts missing runs and restores deleted ones. A restored run that had finished returns to `waiting`, which an event records. If several
 * runs have the same fingerprint, only the first is added.
 */
export async function addMissingRuns(
  database: Database,
  sweepKey: number,
  runs: readonly NewRun[],
  { source, onProgress }: Pick<SteeredBy, 'source' | 'onProgress'>,
): Promise<AddedRuns> {
  const additions = await missingRuns(database.reader, sweepKey, runs);
  const added = await writeInSlices(
    database,
    additions,
    async (transaction, slice) => {
      const restored = await restoreRuns(
        transaction,
        slice.flatMap(({ deletedKey }) => deletedKey ?? []),
        source,
      );
      // Also inserts runs whose deleted row was removed before it could be restored. Existing fingerprints are skipped.
      const inserted = await insertRuns(
        transaction,
        sweepKey,
        slice.map(({ run }) => run),
      );
      return [...restored, ...inserted];
    },
    { onProgress },
  );
  const kinds = added.flat();
  const addedRuns = kinds.filter((kind) => kind === 'run').length;
  return { addedRuns, addedBaselines: kinds.length - addedRuns };
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
    if (row === undefined) return [{ run, deletedKey: null }];
    return row.deletedAt === null ? [] : [{ run, deletedKey: row.key }];
  });
}

/** Restores deleted runs, and returns their kinds. A finished run returns to `waiting`; the next claim resumes it from its last checkpoint. */
async function restoreRuns(
  transaction: Queries,
  requestedKeys: readonly number[],
  source: SteeredBy['source'],
): Promise<readonly RunKind[]> {
  if (requestedKeys.length === 0) return [];
  const deleted = (await readSteeredRuns(transaction, requestedKeys)).filter(({ isDeleted }) => isDeleted);
  const again = deleted.filter(({ state }) => isFinished(state));
  await logEvents(
    transaction,
    again.map(({ key: runKey, sweepKey, state }) => ({
      source,
      kind: 'run.retried',
      message: `The run waits again: it was ${state} and deleted, and its spec was submitted again.`,
      sweepKey,
      runKey,
    })),
  );
  const keys = deleted.map(({ key }) => key);
  const restored = await transaction.$queryRaw<readonly { readonly kind: RunKind }[]>`
    UPDATE "Run" SET
      "deletedAt" = NULL, "undoUntil" = NULL, "wanted" = 'run',
      "exitReason" = CASE WHEN "state" IN ('waiting', 'running') THEN "exitReason" END,
      "endedAt" = CASE WHEN "state" IN ('waiting', 'running') THEN "endedAt" END,
      "deaths" = CASE WHEN "state" IN ('waiting', 'running') THEN "deaths" ELSE 0 END,
      "state" = CASE WHEN "state" IN ('waiting', 'running') THEN "state" ELSE 'waiting' END
    WHERE "key" IN ${oneOf(keys)}
    RETURNING "kind"`;
  return restored.map(({ kind }) => kind);
}
