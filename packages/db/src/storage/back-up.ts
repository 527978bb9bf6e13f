import type { Database } from '../client.ts';
import type { BlobReference } from '../contract/blobs.ts';
import { openReader } from '../driver/connection.ts';
import { DbError } from '../errors.ts';
import { writeSetting } from './settings.ts';

/** How long blobs are kept from being removed if the process that takes the backup dies, and how often it says that it lives. */
const heldMilliseconds = 60_000;
const renewMilliseconds = 20_000;

/** Copies the database as of one moment, while others train, and holds the blobs that the copy refers to until `work` has read them. */
export async function backUp(database: Database, path: string, work: (blobs: readonly BlobReference[]) => Promise<void>): Promise<void> {
  const hold = () => database.write((transaction) => writeSetting(transaction, 'backupUntil', Date.now() + heldMilliseconds));
  await hold();
  let renewing: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    renewing = renewing.then(hold);
  }, renewMilliseconds);
  try {
    await database.reader.$executeRaw`VACUUM INTO ${path}`;
    await work(soundBlobs(path));
    await renewing;
  } finally {
    clearInterval(timer);
    await database.write((transaction) => writeSetting(transaction, 'backupUntil', null));
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
