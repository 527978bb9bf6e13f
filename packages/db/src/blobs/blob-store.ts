import type { Database, Queries } from '../client.ts';
import type { BlobReference, BlobStore } from '../contract/blobs.ts';
import { oneOf } from '../one-of.ts';
import { writeInSlices } from '../slices/write-in-slices.ts';
import type { BlobFiles } from './blob-files.ts';

export function blobStore(database: Database, files: BlobFiles): BlobStore {
  return {
    async put(...pieces) {
      database.requireWriter();
      return files.put(...pieces);
    },
    get: (reference) => files.get(reference),
    read: (reference) => files.read(reference),
    remove: (references) => removeBlobs(database, files, references),
  };
}

/** Removes unreferenced files that no process has just put. Runs under the write lock, so no new reference can appear meanwhile. */
export async function removeBlobs(database: Database, files: BlobFiles, references: readonly BlobReference[]): Promise<void> {
  await writeInSlices(database, references, async (transaction, slice) => {
    // A backup may still read these files; `collect` removes them later.
    if (files.areHeld()) return;
    const used = await transaction.$queryRaw<{ readonly hash: string }[]>`
      SELECT "hash" FROM "Blob" WHERE "hash" IN ${oneOf(slice.map(({ hash }) => hash))}`;
    const usedHashes = new Set(used.map(({ hash }) => hash));
    for (const reference of slice) if (!usedHashes.has(reference.hash)) files.remove(reference);
  });
}

/**
 * Inserts the row of a blob. The caller settles the file after the commit.
 *
 * @throws DbError BLOB_MISSING
 */
export async function keepBlob(transaction: Queries, files: BlobFiles, blob: BlobReference): Promise<void> {
  if (!files.has(blob)) {
    throw files.missing(blob);
  }
  await transaction.$executeRaw`
    INSERT INTO "Blob" ("hash", "bytes", "createdAt") VALUES (${blob.hash}, ${blob.bytes}, ${Date.now()}) ON CONFLICT ("hash") DO NOTHING`;
}
