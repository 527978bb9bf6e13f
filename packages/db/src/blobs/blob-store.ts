import type { Database, Queries } from '../client.ts';
import type { BlobReference, BlobStore } from '../contract/blobs.ts';
import { oneOf } from '../one-of.ts';
import type { BlobFiles } from './blob-files.ts';

export function blobStore(database: Database, files: BlobFiles): BlobStore {
  return {
    put: (...pieces) => files.put(...pieces),
    get: (reference) => files.get(reference),
    remove: (references) => removeBlobs(database, files, references),
  };
}

/** Removes files that nothing refers to. Under the write lock, so that nobody begins to refer to one in between. */
export async function removeBlobs(database: Database, files: BlobFiles, references: readonly BlobReference[]): Promise<void> {
  if (references.length === 0) {
    return;
  }
  await database.write(async (transaction) => {
    // Left to `collect`: a backup reads those that its copy of the database refers to.
    if (files.areHeld()) return;
    const used = await transaction.$queryRaw<{ readonly hash: string }[]>`
      SELECT "hash" FROM "Blob" WHERE "hash" IN ${oneOf(references.map(({ hash }) => hash))}`;
    const usedHashes = new Set(used.map(({ hash }) => hash));
    for (const reference of references) if (!usedHashes.has(reference.hash)) files.remove(reference);
  });
}

/** Makes a blob known to the database. Runs of two sweeps may share one, so the other's may just have been removed. @throws DbError BLOB_MISSING */
export async function keepBlob(transaction: Queries, files: BlobFiles, blob: BlobReference): Promise<void> {
  if (!files.has(blob)) {
    throw files.missing(blob);
  }
  await transaction.$executeRaw`
    INSERT INTO "Blob" ("hash", "bytes", "createdAt") VALUES (${blob.hash}, ${blob.bytes}, ${Date.now()}) ON CONFLICT ("hash") DO NOTHING`;
}
