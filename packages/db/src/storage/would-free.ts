import { blobsOfRuns } from '../blobs/blob-use.ts';
import type { Queries } from '../client.ts';
import type { SteeringTarget } from '../contract/steering.ts';
import type { Freed } from '../contract/storage.ts';
import { oneOf } from '../one-of.ts';
import { onlyRow } from '../only-row.ts';
import { findMany } from '../repositories/find-many.ts';
import { blobBytesOf, rowBytesOf, uploadBytesOf } from './usage.ts';

/** @throws DbError NOT_FOUND, AMBIGUOUS_ID, ID_INVALID */
export async function wouldFree(snapshot: Queries, targets: readonly SteeringTarget[]): Promise<Freed> {
  const runKeys = await keysOf(
    snapshot,
    'run',
    targets.flatMap((target) => ('run' in target ? [target.run] : [])),
  );
  const sweepKeys = await keysOf(
    snapshot,
    'sweep',
    targets.flatMap((target) => ('sweep' in target ? [target.sweep] : [])),
  );
  const rows = await snapshot.$queryRaw<readonly { readonly key: number; readonly kind: string; readonly state: string }[]>`
    SELECT "key", "kind", "state" FROM "Run"
    WHERE "key" IN ${oneOf(runKeys)}
    UNION
    SELECT "key", "kind", "state" FROM "Run"
    WHERE "sweepKey" IN ${oneOf(sweepKeys)} AND "deletedAt" IS NULL`;
  const keys = rows.map(({ key }) => key);
  const own = await ownFiles(snapshot, keys, sweepKeys);
  return Object.freeze({
    runs: rows.filter(({ kind }) => kind === 'run').length,
    baselines: rows.filter(({ kind }) => kind === 'baseline').length,
    sweeps: sweepKeys.length,
    running: rows.filter(({ state }) => state === 'running').length,
    rowBytes: await rowBytesOf(snapshot, keys),
    files: own.files,
    fileBytes: own.bytes,
    sharedBytes: (await blobBytesOf(snapshot, keys)) + (await uploadBytesOf(snapshot, sweepKeys)) - own.bytes,
  });
}

/** @throws DbError NOT_FOUND, AMBIGUOUS_ID, ID_INVALID */
async function keysOf(snapshot: Queries, noun: 'run' | 'sweep', ids: readonly string[]): Promise<readonly number[]> {
  const found = [...(await findMany(snapshot, noun, ids)).values()];
  return [
    ...new Set(
      found.map((key) => {
        if (typeof key !== 'number') throw key;
        return key;
      }),
    ),
  ];
}

/** Files that only these runs, and the data of these sweeps, reference. Runs with identical content share one file. */
async function ownFiles(
  queries: Queries,
  runKeys: readonly number[],
  sweepKeys: readonly number[],
): Promise<{ readonly files: number; readonly bytes: number }> {
  const keys = JSON.stringify(runKeys);
  const rows = await queries.$queryRaw<{ readonly files: number | bigint; readonly bytes: number | bigint }[]>`
    WITH "requested" AS (SELECT "value" AS "key" FROM json_each(${keys})),
    "used" AS ${blobsOfRuns},
    "staying" AS (
      SELECT "blobHash" FROM "used"
      JOIN "Run" ON "Run"."key" = "used"."runKey" JOIN "Sweep" ON "Sweep"."key" = "Run"."sweepKey"
      WHERE "Run"."deletedAt" IS NULL AND "Sweep"."deletedAt" IS NULL AND "runKey" NOT IN (SELECT "key" FROM "requested")
      UNION
      SELECT "blobHash" FROM "SweepUpload" JOIN "Sweep" ON "Sweep"."key" = "sweepKey"
      WHERE "deletedAt" IS NULL AND "sweepKey" NOT IN ${oneOf(sweepKeys)}
      UNION
      SELECT "hash" FROM "Blob" WHERE "heldUntil" > ${Date.now()})
    SELECT count(*) AS "files", coalesce(sum("bytes"), 0) AS "bytes" FROM "Blob"
    WHERE "hash" IN (
      SELECT "blobHash" FROM "used" WHERE "runKey" IN (SELECT "key" FROM "requested")
      UNION SELECT "blobHash" FROM "SweepUpload" WHERE "sweepKey" IN ${oneOf(sweepKeys)})
      AND "hash" NOT IN (SELECT "blobHash" FROM "staying")`;
  const { files, bytes } = onlyRow(rows);
  return { files: Number(files), bytes: Number(bytes) };
}
