import { statSync } from 'node:fs';
import { blobsOfRuns } from '../blobs/blob-use.ts';
import type { Queries } from '../client.ts';
import type { Usage } from '../contract/storage.ts';
import { oneOf } from '../one-of.ts';
import { onlyRow } from '../only-row.ts';
import { reconstructionBytes } from '../repositories/reconstruction-bytes.ts';
import type { FitFiles } from './fit-files.ts';
import { readSetting } from './settings.ts';

/** The files of a home that are not blobs. */
export interface UsedFiles {
  readonly databasePath: string;
  readonly fits: FitFiles;
}

export async function readUsage(queries: Queries, { databasePath, fits }: UsedFiles): Promise<Usage> {
  const blobs = await queries.blob.aggregate({ _sum: { bytes: true } });
  const pages = await queries.$queryRaw<readonly { readonly used: number | bigint; readonly free: number | bigint }[]>`
    SELECT ("page_count" - "freelist_count") * "page_size" AS "used", "freelist_count" * "page_size" AS "free"
    FROM pragma_page_count, pragma_freelist_count, pragma_page_size`;
  const { used, free } = onlyRow(pages);
  const databaseBytes = Number(used);
  const blobBytes = Number(blobs._sum.bytes ?? 0n);
  const fitBytes = fits.bytes();
  return Object.freeze({
    storedBytes: databaseBytes + blobBytes + fitBytes,
    databaseBytes,
    blobBytes,
    fitBytes,
    spareBytes: Number(free) + bytesOf(`${databasePath}-wal`),
    budgetBytes: await readSetting(queries, 'diskBudgetBytes'),
  });
}

function bytesOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

/** Size of recorded rows: packed values and images. SQLite returns `length` of a value without reading the value. */
export function rowBytesOf(queries: Queries, runKeys: readonly number[]): Promise<number> {
  const keys = JSON.stringify(runKeys);
  return onlyNumber(queries.$queryRaw`
    WITH "requested" AS (SELECT "value" AS "key" FROM json_each(${keys}))
    SELECT
      (SELECT coalesce(sum(length("values")), 0) FROM "MetricChunk" WHERE "runKey" IN (SELECT "key" FROM "requested"))
      + (SELECT coalesce(sum(length("values")), 0) FROM "EpochVector" WHERE "runKey" IN (SELECT "key" FROM "requested"))
      + (SELECT coalesce(sum(${reconstructionBytes}), 0) FROM "Reconstruction" WHERE "runKey" IN (SELECT "key" FROM "requested"))
      + (SELECT coalesce(sum(length("testCosts")), 0) FROM "Checkpoint" WHERE "runKey" IN (SELECT "key" FROM "requested"))
      + (SELECT coalesce(sum(length("testCosts")), 0) FROM "RunResult" WHERE "runKey" IN (SELECT "key" FROM "requested")) AS "bytes"`);
}

/** Size of the files of runs. A shared file is counted once. */
export function blobBytesOf(queries: Queries, runKeys: readonly number[]): Promise<number> {
  const keys = JSON.stringify(runKeys);
  return onlyNumber(queries.$queryRaw`
    WITH "requested" AS (SELECT "value" AS "key" FROM json_each(${keys}))
    SELECT coalesce(sum("bytes"), 0) AS "bytes" FROM "Blob" WHERE "hash" IN (
      SELECT "blobHash" FROM ${blobsOfRuns} WHERE "runKey" IN (SELECT "key" FROM "requested"))`);
}

/** Size of the uploaded files of the data of sweeps. A shared file is counted once. */
export function uploadBytesOf(queries: Queries, sweepKeys: readonly number[]): Promise<number> {
  return onlyNumber(queries.$queryRaw`
    SELECT coalesce(sum("bytes"), 0) AS "bytes" FROM "Blob"
    WHERE "hash" IN (SELECT "blobHash" FROM "SweepUpload" WHERE "sweepKey" IN ${oneOf(sweepKeys)})`);
}

async function onlyNumber(rows: Promise<{ readonly bytes: number | bigint }[]>): Promise<number> {
  return Number(onlyRow(await rows).bytes);
}
