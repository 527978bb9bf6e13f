import type { Database, Queries } from '../client.ts';
import type { BlobReference, BlobStore } from '../store.ts';
import type { BlobFiles } from './blob-files.ts';

export function blobStore(database: Database, files: BlobFiles): BlobStore {
  return {
    put: (content) => files.put(content),
    get: (reference) => files.get(reference),
    /** Under the write lock, so that nobody begins to refer to the file in between. */
    remove: (reference) =>
      database.write(async (transaction) => {
        if ((await transaction.blob.count({ where: { hash: reference.hash } })) === 0) {
          files.remove(reference);
        }
      }),
  };
}

/** Makes a blob known to the database. Runs of two sweeps may share one, so the other's may just have been removed. @throws DbError BLOB_MISSING */
export async function keepBlob(transaction: Queries, files: BlobFiles, blob: BlobReference): Promise<void> {
  if (!files.has(blob)) {
    throw files.missing(blob);
  }
  await transaction.blob.upsert({
    where: { hash: blob.hash },
    create: { hash: blob.hash, bytes: BigInt(blob.bytes), createdAt: BigInt(Date.now()) },
    update: {},
    select: { hash: true },
  });
}
