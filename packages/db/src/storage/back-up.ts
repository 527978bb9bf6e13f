import type { BlobFiles } from '../blobs/blob-files.ts';
import { isUsed } from '../blobs/blob-use.ts';
import type { Database } from '../client.ts';
import type { BlobReference } from '../contract/blobs.ts';
import { openReader } from '../driver/connection.ts';
import { DbError } from '../errors.ts';
import { Prisma } from '../generated/prisma/client.ts';

/**
 * Copies a consistent snapshot of the database while training continues. Garbage collection of blob files is held off until `work` has read
 * the files that the copy references. The hold is an operating-system lock: it lasts although copying blocks the thread, and it ends with
 * the process.
 */
export async function backUp(
  database: Database,
  files: BlobFiles,
  path: string,
  work: (blobs: readonly BlobReference[]) => Promise<void>,
): Promise<void> {
  // Acquired under the write lock, so any process that removes files has either finished or will see the hold.
  const hold = await database.write(async () => files.hold());
  try {
    await database.reader.$executeRaw`VACUUM INTO ${path}`;
    await work(soundBlobs(path));
  } finally {
    hold.release();
  }
}

/** Returns the blobs that the copy references, after an integrity check. @throws DbError DATABASE_UNREADABLE */
function soundBlobs(path: string): readonly BlobReference[] {
  const used = Prisma.sql`SELECT "hash", "bytes" FROM "Blob" WHERE ${isUsed(Date.now())} ORDER BY "hash"`;
  const copy = openReader(path);
  try {
    const verdict = copy.prepare<[], string>('PRAGMA integrity_check(1)').pluck().get();
    if (verdict !== 'ok') throw new DbError('DATABASE_UNREADABLE', `The copy of the database in ${path} is damaged: ${verdict}.`);
    return copy.prepare<unknown[], BlobReference>(used.sql).all(...used.values);
  } finally {
    copy.close();
  }
}
