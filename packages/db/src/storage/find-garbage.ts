import type { BlobFile, BlobFiles } from '../blobs/blob-files.ts';
import type { Queries } from '../client.ts';
import type { Garbage } from '../contract/storage.ts';
import type { Prisma } from '../generated/prisma/client.ts';
import { rowBytesOf } from './usage.ts';

const isDeleted: Prisma.RunWhereInput = { OR: [{ deletedAt: { not: null } }, { sweep: { deletedAt: { not: null } } }] };

/** Deleted for good: that can't be taken back any more. True or false and never null, so that it can be negated. */
export function isGone(now: number) {
  return { deletedAt: { not: null }, OR: [{ undoUntil: null }, { undoUntil: { lte: BigInt(now) } }] };
}

/** Gone, and its worker has let go. */
export function isFree(now: number): Prisma.RunWhereInput {
  return { AND: [{ OR: [isGone(now), { sweep: isGone(now) }] }, { leases: { none: { endedAt: null } } }] };
}

/** What `collect` would free now. */
export async function findGarbage(snapshot: Queries, files: BlobFiles, now: number): Promise<Garbage> {
  const free = await snapshot.run.findMany({ where: isFree(now), select: { key: true } });
  const unused = await unusedFiles(snapshot, files, now);
  return Object.freeze({
    deletedRuns: free.length,
    deletedSweeps: await snapshot.sweep.count({ where: isGone(now) }),
    heldRuns: (await snapshot.run.count({ where: isDeleted })) - free.length,
    files: unused.length,
    fileBytes: unused.reduce((sum, { bytes }) => sum + bytes, 0),
    databaseBytes:
      (await rowBytesOf(
        snapshot,
        free.map(({ key }) => key),
      )) + (await freePageBytes(snapshot)),
  });
}

/** Files that no run which stays refers to, with what was left of interrupted writing. */
export async function unusedFiles(queries: Queries, files: BlobFiles, now: number): Promise<readonly BlobFile[]> {
  const stays = { run: { NOT: isFree(now) } };
  const used = await queries.blob.findMany({
    where: { OR: [{ checkpoints: { some: stays } }, { results: { some: stays } }] },
    select: { hash: true },
  });
  const usedHashes = new Set(used.map(({ hash }) => hash));
  return (await files.list()).filter(({ hash }) => hash === null || !usedHashes.has(hash));
}

/** Pages of the database's file that hold nothing any more. */
async function freePageBytes(queries: Queries): Promise<number> {
  const [pages] = await queries.$queryRaw<{ readonly bytes: number | bigint }[]>`
    SELECT "freelist_count" * "page_size" AS "bytes" FROM pragma_freelist_count, pragma_page_size`;
  return Number(pages?.bytes ?? 0);
}
