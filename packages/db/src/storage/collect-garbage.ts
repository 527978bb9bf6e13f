import { rmSync, statSync } from 'node:fs';
import type { BlobFile, BlobFiles } from '../blobs/blob-files.ts';
import { isUsed } from '../blobs/blob-use.ts';
import type { Database, Queries } from '../client.ts';
import type { OnProgress } from '../contract/progress.ts';
import type { Garbage } from '../contract/storage.ts';
import { oneOf } from '../one-of.ts';
import { writeInSlices } from '../slices/write-in-slices.ts';
import { eraseRecordings, recordedTables } from './erase-recordings.ts';
import {
  findGarbage,
  freeRuns,
  goneSweeps,
  graceMilliseconds,
  type HomeFiles,
  isFree,
  isGone,
  unneededFits,
  unusedFiles,
} from './find-garbage.ts';

/** Removes deleted runs that no worker holds. Rows are removed before files, so no row ever lacks its file. */
export async function collectGarbage(database: Database, files: HomeFiles, now: number, onProgress?: OnProgress): Promise<Garbage> {
  const found = await database.snapshot((snapshot) => findGarbage(snapshot, files, now));
  await removeFreeRuns(database, now, onProgress);
  const sweeps = await goneSweeps(database.reader, now);
  await writeInSlices(database, sweeps, (transaction, slice) => removeEmptySweeps(transaction, slice, now));
  await writeInSlices(database, await unusedBlobs(database.reader, now), (transaction, slice) =>
    removeUnusedBlobs(transaction, slice, now),
  );
  const unused = await database.snapshot((snapshot) => unusedFiles(snapshot, files.blobs, now));
  await writeInSlices(database, unused, (transaction, slice) => removeFiles(transaction, files.blobs, slice));
  for (const fit of await database.snapshot((snapshot) => unneededFits(snapshot, files.fits, now))) files.fits.remove(fit);
  return found;
}

/**
 * Marks each run as deleted, then removes its recordings in slices, checkpoints first, then the run. The mark comes first because only the
 * sweep of a run may be marked: if its spec is submitted again meanwhile, a run that has lost recordings must start from the beginning.
 */
async function removeFreeRuns(database: Database, now: number, onProgress?: OnProgress): Promise<void> {
  const free = await freeRuns(database.reader, now);
  const condition = isFree(now);
  await writeInSlices(
    database,
    free,
    (transaction, slice) => transaction.$executeRaw`
      UPDATE "Run" SET "deletedAt" = coalesce("deletedAt", ${now}), "undoUntil" = NULL
      WHERE "key" IN ${oneOf(slice)} AND ${condition}`,
  );
  await eraseRecordings(database, free, { tables: ['Checkpoint', ...recordedTables, 'LogLine'], condition });
  await writeInSlices(
    database,
    free,
    (transaction, slice) => transaction.$executeRaw`
      DELETE FROM "Run" WHERE "key" IN ${oneOf(slice)} AND ${condition}`,
    { onProgress },
  );
}

async function removeEmptySweeps(transaction: Queries, keys: readonly number[], now: number): Promise<void> {
  await transaction.$executeRaw`
    DELETE FROM "Sweep"
    WHERE "key" IN ${oneOf(keys)} AND ${isGone('Sweep', now)}
      AND NOT EXISTS (SELECT 1 FROM "Run" WHERE "sweepKey" = "Sweep"."key")`;
}

async function unusedBlobs(queries: Queries, now: number): Promise<readonly string[]> {
  const rows = await queries.$queryRaw<readonly { readonly hash: string }[]>`SELECT "hash" FROM "Blob" WHERE NOT ${isUsed(now)}`;
  return rows.map(({ hash }) => hash);
}

async function removeUnusedBlobs(transaction: Queries, hashes: readonly string[], now: number): Promise<void> {
  await transaction.$executeRaw`DELETE FROM "Blob" WHERE "hash" IN ${oneOf(hashes)} AND NOT ${isUsed(now)}`;
}

/** Runs under the write lock, so no new reference to a file can appear meanwhile. */
async function removeFiles(transaction: Queries, files: BlobFiles, unused: readonly BlobFile[]): Promise<void> {
  if (files.areHeld()) return;
  // An upload marks a put, too, and may pause for any time.
  const isReceiving = files.areReceiving();
  const someoneTrains = (await transaction.lease.count({ where: { endedAt: null } })) > 0;
  const hashes = unused.flatMap(({ hash }) => (hash === null ? [] : [hash]));
  const used = new Set(
    (await transaction.blob.findMany({ where: { hash: { in: hashes } }, select: { hash: true } })).map(({ hash }) => hash),
  );
  for (const { path, hash } of unused) {
    if (hash === null) {
      const changedAt = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
      const isFresh = isReceiving || (someoneTrains && changedAt > Date.now() - graceMilliseconds);
      if (!isFresh) rmSync(path, { force: true });
    } else if (!used.has(hash)) files.remove({ hash });
  }
}
