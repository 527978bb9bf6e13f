import type { BlobFiles } from '../blobs/blob-files.ts';
import { removeBlobs } from '../blobs/blob-store.ts';
import type { Database, Queries } from '../client.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { forgetCheckpointsOf } from '../repositories/checkpoints.ts';
import { rebuildSummary } from '../repositories/run-summary.ts';
import { writeInSlices } from '../slices/write-in-slices.ts';
import { eraseRecordings, recordedTables } from '../storage/erase-recordings.ts';

const isEnded = Prisma.sql`"state" IN ('failed', 'stopped')`;

/**
 * Removes the recordings of failed and stopped runs before they return to `waiting`. Checkpoints are removed first, so that a run claimed
 * at any later point starts from the beginning, even if the removal was interrupted.
 */
export async function restartRuns(database: Database, files: BlobFiles, requestedKeys: readonly number[]): Promise<void> {
  const runKeys = await claimedOnce(database.reader, requestedKeys);
  const released = await writeInSlices(database, runKeys, async (transaction, slice) => {
    await transaction.$executeRaw`
      UPDATE "Run" SET "step" = 0 WHERE "key" IN (SELECT "value" FROM json_each(${JSON.stringify(slice)})) AND ${isEnded}`;
    return forgetCheckpointsOf(transaction, slice, isEnded);
  });
  await removeBlobs(database, files, released.flat());
  await eraseRecordings(database, runKeys, { tables: recordedTables, condition: isEnded });
  await writeInSlices(database, runKeys, async (transaction, slice) => {
    for (const key of slice) await rebuildSummary(transaction, key);
  });
}

/** Selects the runs that were claimed at least once; the others have no recordings. */
async function claimedOnce(queries: Queries, runKeys: readonly number[]): Promise<readonly number[]> {
  const rows = await queries.$queryRaw<readonly { readonly key: number }[]>`
    SELECT "key" FROM "Run" WHERE "key" IN (SELECT "value" FROM json_each(${JSON.stringify(runKeys)})) AND "attempt" > 0`;
  return rows.map(({ key }) => key);
}
