import type { Queries } from '../client.ts';
import type { SteeringTarget } from '../contract/steering.ts';
import type { Freed } from '../contract/storage.ts';
import { findRun, findSweep } from '../repositories/find.ts';
import { blobBytesOf, rowBytesOf } from './usage.ts';

/** @throws DbError NOT_FOUND, AMBIGUOUS_ID, ID_INVALID */
export async function wouldFree(snapshot: Queries, targets: readonly SteeringTarget[]): Promise<Freed> {
  const runKeys = new Set<number>();
  const sweepKeys = new Set<number>();
  for (const target of targets) {
    if ('run' in target) runKeys.add((await findRun(snapshot, target.run)).key);
    else sweepKeys.add((await findSweep(snapshot, target.sweep)).key);
  }
  const rows = await snapshot.run.findMany({
    where: { OR: [{ key: { in: [...runKeys] } }, { sweepKey: { in: [...sweepKeys] }, deletedAt: null }] },
    select: { key: true, kind: true, state: true },
  });
  const keys = rows.map(({ key }) => key);
  const own = await ownFiles(snapshot, keys);
  return Object.freeze({
    runs: rows.filter(({ kind }) => kind === 'run').length,
    baselines: rows.filter(({ kind }) => kind === 'baseline').length,
    sweeps: sweepKeys.size,
    running: rows.filter(({ state }) => state === 'running').length,
    rowBytes: await rowBytesOf(snapshot, keys),
    files: own.files,
    fileBytes: own.bytes,
    sharedBytes: (await blobBytesOf(snapshot, keys)) - own.bytes,
  });
}

/** Files of these runs that no run which stays refers to: content that two runs share is one file. */
async function ownFiles(queries: Queries, runKeys: readonly number[]): Promise<{ readonly files: number; readonly bytes: number }> {
  const keys = JSON.stringify(runKeys);
  const [row] = await queries.$queryRaw<{ readonly files: number | bigint; readonly bytes: number | bigint }[]>`
    WITH "asked" AS (SELECT "value" AS "key" FROM json_each(${keys})),
    "used" AS (
      SELECT "runKey", "blobHash" FROM "Checkpoint" UNION SELECT "runKey", "blobHash" FROM "RunResult"),
    "staying" AS (
      SELECT "blobHash" FROM "used"
      JOIN "Run" ON "Run"."key" = "used"."runKey" JOIN "Sweep" ON "Sweep"."key" = "Run"."sweepKey"
      WHERE "Run"."deletedAt" IS NULL AND "Sweep"."deletedAt" IS NULL AND "runKey" NOT IN (SELECT "key" FROM "asked"))
    SELECT count(*) AS "files", coalesce(sum("bytes"), 0) AS "bytes" FROM "Blob"
    WHERE "hash" IN (SELECT "blobHash" FROM "used" WHERE "runKey" IN (SELECT "key" FROM "asked"))
      AND "hash" NOT IN (SELECT "blobHash" FROM "staying")`;
  return { files: Number(row?.files ?? 0), bytes: Number(row?.bytes ?? 0) };
}
