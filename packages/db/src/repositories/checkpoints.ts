import { isUsed } from '../blobs/blob-use.ts';
import type { Queries } from '../client.ts';
import type { BlobReference } from '../contract/blobs.ts';
import type { Checkpoint, CheckpointKeeping, NewCheckpoint } from '../contract/checkpoints.ts';
import type { Claim } from '../contract/leases.ts';
import { DbError } from '../errors.ts';
import type { Prisma } from '../generated/prisma/client.ts';
import { parseJson, provenanceSchema } from '../json.ts';
import { float32Bytes, toMilliseconds } from '../numbers.ts';
import { oneOf } from '../one-of.ts';

/** Adds the row of a checkpoint whose file is already on disk. The engine and its version are taken from the run's stored provenance. */
export async function addCheckpoint(
  transaction: Queries,
  claim: Claim,
  checkpoint: NewCheckpoint,
  provenance: string | null,
): Promise<void> {
  if (provenance === null) {
    throw new DbError(
      'INPUT_INVALID',
      `Run ${claim.run.id} recorded a checkpoint before its provenance, so its engine would be unknown: record the provenance first or with it.`,
    );
  }
  const { engine, libraryVersion } = parseJson(provenanceSchema, provenance);
  const { step, withOptimizer } = checkpoint;
  const data = {
    attempt: claim.attempt,
    epoch: checkpoint.epoch,
    blobHash: checkpoint.blob.hash,
    testCosts: checkpoint.testCosts === undefined ? null : float32Bytes(checkpoint.testCosts),
    engine,
    libraryVersion,
    createdAt: BigInt(Date.now()),
  };
  // A run interrupted at the end of an epoch saves the same step twice.
  await transaction.checkpoint.upsert({
    where: { runKey_step_withOptimizer: { runKey: claim.key, step, withOptimizer } },
    create: { runKey: claim.key, step, withOptimizer, ...data },
    update: data,
    select: { key: true },
  });
}

/** Reads the checkpoints of a run in the given order. */
export async function readCheckpoints(
  queries: Queries,
  runKey: number,
  order: {
    readonly orderBy: Prisma.CheckpointOrderByWithRelationInput[];
    readonly take?: number;
    readonly where?: { readonly step: number };
  },
): Promise<readonly Checkpoint[]> {
  const { where, ...rest } = order;
  const rows = await queries.checkpoint.findMany({
    where: { runKey, ...where },
    include: { blob: true },
    omit: { testCosts: true },
    ...rest,
  });
  return Object.freeze(
    rows.map((row) =>
      Object.freeze({
        id: row.key,
        step: row.step,
        epoch: row.epoch,
        blob: Object.freeze({ hash: row.blob.hash, bytes: Number(row.blob.bytes) }),
        withOptimizer: row.withOptimizer,
        createdAt: toMilliseconds(row.createdAt),
        engine: row.engine,
        libraryVersion: row.libraryVersion,
      }),
    ),
  );
}

/**
 * Removes the checkpoints of a run that `keep` does not retain. The best parameters are those of its `bestEpoch`, or the newest where no epoch is the
 * best. Returns the blobs that are no longer referenced.
 */
export async function thinCheckpoints(transaction: Queries, runKey: number, keep: CheckpointKeeping): Promise<readonly BlobReference[]> {
  const newestFirst = await transaction.checkpoint.findMany({
    where: { runKey },
    orderBy: { step: 'desc' },
    select: { key: true, withOptimizer: true, epoch: true },
  });
  const { bestEpoch } = await transaction.run.findUniqueOrThrow({ where: { key: runKey }, select: { bestEpoch: true } });
  const whole = newestFirst.filter(({ withOptimizer }) => withOptimizer);
  const parameters = newestFirst.filter(({ withOptimizer }) => !withOptimizer);
  const last = parameters.slice(0, 1);
  const ofBestEpoch = parameters.filter(({ epoch }) => epoch === bestEpoch).slice(0, 1);
  const best = ofBestEpoch.length === 0 ? last : ofBestEpoch;
  const kept = {
    training: [...whole.slice(0, 2), ...best],
    complete: [...last, ...best],
    extendable: [...whole.slice(0, 1), ...last, ...best],
  }[keep].map(({ key }) => key);
  // Usually there is nothing to remove.
  return newestFirst.every(({ key }) => kept.includes(key)) ? [] : forgetCheckpoints(transaction, runKey, kept);
}

/** Removes all checkpoints of a run except those in `keep`. Returns the blobs that are no longer referenced. */
export async function forgetCheckpoints(transaction: Queries, runKey: number, keep: readonly number[]): Promise<readonly BlobReference[]> {
  const forgotten = await transaction.$queryRaw<readonly { readonly blobHash: string }[]>`
    DELETE FROM "Checkpoint" WHERE "runKey" = ${runKey} AND "key" NOT IN ${oneOf(keep)} RETURNING "blobHash"`;
  return forgetBlobs(transaction, forgotten);
}

/** Removes all checkpoints of the runs that satisfy a condition over "Run". Returns the blobs that are no longer referenced. */
export async function forgetCheckpointsOf(
  transaction: Queries,
  runKeys: readonly number[],
  condition: Prisma.Sql,
): Promise<readonly BlobReference[]> {
  const forgotten = await transaction.$queryRaw<readonly { readonly blobHash: string }[]>`
    DELETE FROM "Checkpoint"
    WHERE "runKey" IN (SELECT "key" FROM "Run" WHERE "key" IN ${oneOf(runKeys)} AND ${condition})
    RETURNING "blobHash"`;
  return forgetBlobs(transaction, forgotten);
}

async function forgetBlobs(transaction: Queries, forgotten: readonly { readonly blobHash: string }[]): Promise<readonly BlobReference[]> {
  if (forgotten.length === 0) return [];
  const orphans = await transaction.$queryRaw<readonly { readonly hash: string; readonly bytes: bigint }[]>`
    DELETE FROM "Blob"
    WHERE "hash" IN ${oneOf(forgotten.map(({ blobHash }) => blobHash))} AND NOT ${isUsed(Date.now())}
    RETURNING "hash", "bytes"`;
  return Object.freeze(orphans.map(({ hash, bytes }) => Object.freeze({ hash, bytes: Number(bytes) })));
}
