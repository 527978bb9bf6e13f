import type { BlobFiles } from '../blobs/blob-files.ts';
import type { Database } from '../client.ts';
import type { BlobReference } from '../contract/blobs.ts';
import { openReader } from '../driver/connection.ts';
import { DbError } from '../errors.ts';

/**
 * Copies the database as of one moment, while others train, and holds the files of blobs until `work` has read those that the copy refers to.
 * The hold is a lock of the system, so it lasts as long as this takes, although copying occupies the thread, and ends with the process.
 */
export async function backUp(
  database: Database,
  files: BlobFiles,
  path: string,
  work: (blobs: readonly BlobReference[]) => Promise<void>,
): Promise<void> {
  // Under the write lock: whoever removes files has done so before, or sees the hold.
  const hold = await database.write(async () => files.hold());
  try {
    await database.reader.$executeRaw`VACUUM INTO ${path}`;
    await work(soundBlobs(path));
  } finally {
    hold.release();
  }
}

/** The blobs of a copy, once it is known to be whole. */
function soundBlobs(path: string): readonly BlobReference[] {
  const copy = openReader(path);
  try {
    const verdict = copy.prepare<[], string>('PRAGMA integrity_check(1)').pluck().get();
    if (verdict !== 'ok') throw new DbError('DATABASE_UNREADABLE', `The copy of the database in ${path} is damaged: ${verdict}.`);
    return copy
      .prepare<[], BlobReference>(
        `SELECT "hash", "bytes" FROM "Blob"
         WHERE "hash" IN (SELECT "blobHash" FROM "Checkpoint" UNION SELECT "blobHash" FROM "RunResult") ORDER BY "hash"`,
      )
      .all();
  } finally {
    copy.close();
  }
}
