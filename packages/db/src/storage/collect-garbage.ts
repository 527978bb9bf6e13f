import { rmSync, statSync } from 'node:fs';
import type { BlobFile, BlobFiles } from '../blobs/blob-files.ts';
import type { Database, Queries } from '../client.ts';
import type { Garbage } from '../contract/storage.ts';
import { findGarbage, isFree, isGone, unusedFiles } from './find-garbage.ts';
import { isBackingUp } from './settings.ts';

/** Runs or files handled while others wait for the write lock. */
const batch = 50;

/** A file that was put this long ago, in milliseconds, while somebody trains, may get its row any moment. */
const graceMilliseconds = 600_000;

/** Removes what is deleted and free: rows first, then files, so that no row ever lacks its file. */
export async function collectGarbage(database: Database, files: BlobFiles, now: number): Promise<Garbage> {
  const found = await database.snapshot((snapshot) => findGarbage(snapshot, files, now));
  while ((await database.write((transaction) => removeFreeRuns(transaction, now))) > 0);
  await database.write((transaction) => removeUnusedRows(transaction, now));
  const unused = await database.snapshot((snapshot) => unusedFiles(snapshot, files, now));
  for (let start = 0; start < unused.length; start += batch) {
    await database.write((transaction) => removeFiles(transaction, unused.slice(start, start + batch)));
  }
  return found;
}

async function removeFreeRuns(transaction: Queries, now: number): Promise<number> {
  const free = await transaction.run.findMany({ where: isFree(now), select: { key: true }, take: batch });
  await transaction.run.deleteMany({ where: { key: { in: free.map(({ key }) => key) } } });
  return free.length;
}

async function removeUnusedRows(transaction: Queries, now: number): Promise<void> {
  await transaction.sweep.deleteMany({ where: { ...isGone(now), runs: { none: {} } } });
  await transaction.blob.deleteMany({ where: { checkpoints: { none: {} }, results: { none: {} } } });
}

async function removeFiles(transaction: Queries, unused: readonly BlobFile[]): Promise<void> {
  if (await isBackingUp(transaction)) return;
  const someoneTrains = (await transaction.lease.count({ where: { endedAt: null } })) > 0;
  const hashes = unused.flatMap(({ hash }) => (hash === null ? [] : [hash]));
  const used = new Set(
    (await transaction.blob.findMany({ where: { hash: { in: hashes } }, select: { hash: true } })).map(({ hash }) => hash),
  );
  for (const { path, hash } of unused) {
    // Looked at again: it may have been put once more since it was listed.
    const changedAt = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    const isFresh = someoneTrains && changedAt > Date.now() - graceMilliseconds;
    if (!isFresh && (hash === null || !used.has(hash))) rmSync(path, { force: true });
  }
}
