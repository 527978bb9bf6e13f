import type { BlobFile, BlobFiles } from '../blobs/blob-files.ts';
import { blobsOfRuns } from '../blobs/blob-use.ts';
import type { Queries } from '../client.ts';
import type { Garbage } from '../contract/storage.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { onlyRow } from '../only-row.ts';
import type { FitFile, FitFiles } from './fit-files.ts';
import { rowBytesOf } from './usage.ts';

/** The folders whose files may be garbage. */
export interface HomeFiles {
  readonly blobs: BlobFiles;
  readonly fits: FitFiles;
}

/** While any worker trains, marks and partial files of this age, in milliseconds, are kept: their process may still be writing. */
export const graceMilliseconds = 600_000;

/** Condition: deleted, and the undo period is over. */
export function isGone(table: 'Run' | 'Sweep', now: number): Prisma.Sql {
  const name = Prisma.raw(`"${table}"`);
  return Prisma.sql`(${name}."deletedAt" IS NOT NULL AND (${name}."undoUntil" IS NULL OR ${name}."undoUntil" <= ${now}))`;
}

/** Condition over "Run": the run or its sweep is permanently deleted, and no worker holds the run. */
export function isFree(now: number): Prisma.Sql {
  return Prisma.sql`(
    (${isGone('Run', now)} OR "Run"."sweepKey" IN (SELECT "Sweep"."key" FROM "Sweep" WHERE ${isGone('Sweep', now)}))
    AND NOT EXISTS (SELECT 1 FROM "Lease" WHERE "Lease"."runKey" = "Run"."key" AND "Lease"."endedAt" IS NULL))`;
}

export async function freeRuns(queries: Queries, now: number): Promise<readonly number[]> {
  const rows = await queries.$queryRaw<readonly { readonly key: number }[]>`SELECT "key" FROM "Run" WHERE ${isFree(now)} ORDER BY "key"`;
  return rows.map(({ key }) => key);
}

/** Keys of permanently deleted sweeps, with or without runs. */
export async function goneSweeps(queries: Queries, now: number): Promise<readonly number[]> {
  const rows = await queries.$queryRaw<readonly { readonly key: number }[]>`
    SELECT "key" FROM "Sweep" WHERE ${isGone('Sweep', now)} ORDER BY "key"`;
  return rows.map(({ key }) => key);
}

/** What `collect` would free at this moment. */
export async function findGarbage(snapshot: Queries, { blobs, fits }: HomeFiles, now: number): Promise<Garbage> {
  const free = await freeRuns(snapshot, now);
  const staleFits = await unneededFits(snapshot, fits, now);
  const unused = (await unusedFiles(snapshot, blobs, now)).filter(({ isMark }) => !isMark);
  return Object.freeze({
    deletedRuns: free.length,
    deletedSweeps: (await goneSweeps(snapshot, now)).length,
    heldRuns: (await countDeleted(snapshot)) - free.length,
    files: unused.length,
    fileBytes: unused.reduce((sum, { bytes }) => sum + bytes, 0),
    fits: Object.freeze(staleFits.map(({ name }) => name)),
    fitBytes: staleFits.reduce((sum, { bytes }) => sum + bytes, 0),
    databaseBytes: await rowBytesOf(snapshot, free),
    spareBytes: await freePageBytes(snapshot),
  });
}

async function countDeleted(queries: Queries): Promise<number> {
  return queries.run.count({ where: { OR: [{ deletedAt: { not: null } }, { sweep: { deletedAt: { not: null } } }] } });
}

/** Files that no retained run or sweep references and no form holds, and partial files of interrupted writes. */
export async function unusedFiles(queries: Queries, files: BlobFiles, now: number): Promise<readonly BlobFile[]> {
  // Listed before the rows are read: a file that is recorded in between is in use.
  const all = await files.list();
  const used = await queries.$queryRaw<readonly { readonly hash: string }[]>`
    SELECT "blobHash" AS "hash" FROM ${blobsOfRuns} JOIN "Run" ON "Run"."key" = "runKey" WHERE NOT ${isFree(now)}
    UNION
    SELECT "blobHash" FROM "SweepUpload" JOIN "Sweep" ON "Sweep"."key" = "sweepKey" WHERE NOT ${isGone('Sweep', now)}
    UNION
    SELECT "hash" FROM "Blob" WHERE "heldUntil" > ${now}`;
  const usedHashes = new Set(used.map(({ hash }) => hash));
  const isArriving = all.some(({ isStream }) => isStream) && files.areReceiving();
  return all.filter(({ hash, isStream }) => (hash === null ? !(isStream && isArriving) : !usedHashes.has(hash)));
}

/** Fits of data on which no retained sweep has a baseline. A worker may need one again, and then fits again. */
export async function unneededFits(queries: Queries, fits: FitFiles, now: number): Promise<readonly FitFile[]> {
  const all = fits.list();
  if (all.length === 0) return [];
  const rows = await queries.$queryRaw<readonly { readonly contentHash: string | null }[]>`
    SELECT DISTINCT "facts" ->> 'contentHash' AS "contentHash" FROM "Sweep"
    WHERE NOT ${isGone('Sweep', now)} AND EXISTS (
      SELECT 1 FROM "Run" WHERE "Run"."sweepKey" = "Sweep"."key" AND "Run"."kind" = 'baseline' AND NOT ${isGone('Run', now)})`;
  const needed = new Set(rows.map(({ contentHash }) => contentHash));
  const someoneTrains = (await queries.lease.count({ where: { endedAt: null } })) > 0;
  return all.filter(({ contentHash, changedAt }) =>
    contentHash === null ? !(someoneTrains && changedAt > Date.now() - graceMilliseconds) : !needed.has(contentHash),
  );
}

/** Size of the unused pages in the database file. */
async function freePageBytes(queries: Queries): Promise<number> {
  const rows = await queries.$queryRaw<{ readonly bytes: number | bigint }[]>`
    SELECT "freelist_count" * "page_size" AS "bytes" FROM pragma_freelist_count, pragma_page_size`;
  return Number(onlyRow(rows).bytes);
}
