import { statfs } from 'node:fs/promises';
import { formatBytes } from '@hourglass/presentation';
import type { BlobFiles } from '../blobs/blob-files.ts';
import { hasUploadId } from '../blobs/blob-use.ts';
import { locateUploadIn } from '../blobs/locate-upload.ts';
import type { Database, Queries } from '../client.ts';
import type { BlobReference } from '../contract/blobs.ts';
import type { UploadRepository } from '../contract/uploads.ts';
import { DbError } from '../errors.ts';
import { readUsage, type UsedFiles } from '../storage/usage.ts';

/** Free space that an upload leaves, so that training can still record. */
const reservedBytes = 256 * 2 ** 20;

export interface UploadParts extends UsedFiles {
  readonly files: BlobFiles;
  readonly home: string;
}

export function uploadRepository(database: Database, { files, home, ...usedFiles }: UploadParts): UploadRepository {
  async function refusal(bytes: number): Promise<string | null> {
    const { bavail, bsize } = await statfs(home);
    const free = bavail * bsize;
    if (bytes + reservedBytes > free) {
      return `The file has ${formatBytes(bytes)}, but the disk of this home has ${formatBytes(free)} left, of which ${formatBytes(reservedBytes)} are kept for training. Free some space, for example with ./hourglass gc, or give the path of the file.`;
    }
    const { storedBytes, budgetBytes } = await readUsage(database.reader, usedFiles);
    if (budgetBytes === null || storedBytes + bytes <= budgetBytes) return null;
    return `The file has ${formatBytes(bytes)}, and this home stores ${formatBytes(storedBytes)}: together more than its budget of ${formatBytes(budgetBytes)}. Raise it (./hourglass budget SIZE), delete runs that are not needed and free their files (./hourglass gc), or give the path of the file.`;
  }

  return {
    refusal,

    async add(content, { bytes, heldUntil }) {
      database.requireWriter();
      const reason = await refusal(bytes);
      if (reason !== null) throw new DbError('DISK_FULL', reason);
      // From before the first byte until the row is committed, `collect` removes neither the partial file nor the whole one.
      const receiving = files.receive();
      try {
        const blob = await files.putStream(content, bytes);
        try {
          await database.write((transaction) => holdNew(transaction, blob, heldUntil));
        } finally {
          files.settle(blob);
        }
        return blob;
      } finally {
        receiving.release();
      }
    },

    async hold(ids, until) {
      if (ids.length === 0) return;
      await database.write(async (transaction) => {
        for (const id of ids) {
          await transaction.$executeRaw`UPDATE "Blob" SET "heldUntil" = ${until} WHERE ${hasUploadId(id)} AND coalesce("heldUntil", 0) < ${until}`;
        }
      });
    },

    locate: locateUploadIn(home),
  };
}

async function holdNew(transaction: Queries, { hash, bytes }: BlobReference, heldUntil: number): Promise<void> {
  await transaction.$executeRaw`
    INSERT INTO "Blob" ("hash", "bytes", "createdAt", "heldUntil") VALUES (${hash}, ${bytes}, ${Date.now()}, ${heldUntil})
    ON CONFLICT ("hash") DO UPDATE SET "heldUntil" = max(coalesce("heldUntil", 0), excluded."heldUntil")`;
}
