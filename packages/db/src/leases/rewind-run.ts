import type { Database, Queries } from '../client.ts';
import type { BlobReference } from '../contract/blobs.ts';
import type { NewEvent } from '../contract/events.ts';
import { DbError } from '../errors.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { cutSeries } from '../metrics/cut-series.ts';
import { requireWholeChunks, tornChunks } from '../metrics/torn-chunks.ts';
import { forgetCheckpoints } from '../repositories/checkpoints.ts';
import { removeEpochs } from '../repositories/remove-epochs.ts';
import { rebuildSummary } from '../repositories/run-summary.ts';
import { writeInSlices } from '../slices/write-in-slices.ts';

/** A point in a run. Null is before its start, where nothing is recorded, not even a baseline's epoch 0. */
type Position = { readonly step: number; readonly epoch: number } | null;

/** Epochs in the first slice. An epoch's reconstructions and costs may take tens of kilobytes. */
const firstEpochs = 20;

/**
 * Removes what a run has recorded after its last checkpoint in slices, from the end, so that the rewind in the next transaction is short. After each
 * slice the run is consistent and shorter. If the process is interrupted, the next claim continues.
 *
 * @param isStill condition over "Run"; once it no longer holds, nothing more is removed
 */
export async function rewindInSlices(database: Database, runKey: number, isStill: Prisma.Sql): Promise<void> {
  const { reader } = database;
  const isTorn = (await tornChunks(reader, runKey)).length > 0;
  // A run with unreadable costs restarts, so it loses all epochs. The restart itself removes the costs.
  const checkpoint = isTorn ? null : await lastCheckpoint(reader, runKey);
  const epochs = await reader.epoch.findMany({
    where: { runKey, ...(checkpoint === null ? {} : { epoch: { gt: checkpoint.epoch } }) },
    orderBy: { epoch: 'desc' },
    select: { epoch: true },
  });
  await writeInSlices(
    database,
    epochs.map(({ epoch }) => epoch),
    async (transaction, slice) => {
      const [run] = await transaction.$queryRaw<readonly unknown[]>`SELECT 1 FROM "Run" WHERE "key" = ${runKey} AND ${isStill}`;
      if (run === undefined) return;
      const target =
        (await epochBetween(transaction, runKey, { after: checkpoint?.epoch ?? -1, before: Math.min(...slice) })) ?? checkpoint;
      if (!isTorn) await cutSeries(transaction, runKey, target?.step ?? 0);
      await removeAfter(transaction, runKey, target);
      await transaction.$executeRaw`UPDATE "Run" SET "step" = min("step", ${target?.step ?? 0}) WHERE "key" = ${runKey}`;
    },
    { firstRows: firstEpochs },
  );
}

/** The last epoch in an open interval. */
function epochBetween(
  queries: Queries,
  runKey: number,
  { after, before }: { readonly after: number; readonly before: number },
): Promise<Position> {
  return queries.epoch.findFirst({
    where: { runKey, epoch: { gt: after, lt: before } },
    orderBy: { epoch: 'desc' },
    select: { step: true, epoch: true },
  });
}

/** The position that a claimed run resumes from. */
export function lastCheckpoint(queries: Queries, runKey: number): Promise<Position> {
  return queries.checkpoint.findFirst({
    where: { runKey, withOptimizer: true },
    orderBy: { step: 'desc' },
    select: { step: true, epoch: true },
  });
}

/**
 * Rewinds a run to its last checkpoint. If its metric chunks are unreadable, restarts the run from the beginning and reports it in an
 * event.
 *
 * @throws DbError CHUNK_UNREADABLE
 */
async function rewindRun(transaction: Queries, runKey: number): Promise<number> {
  await requireWholeChunks(transaction, runKey);
  const checkpoint = await lastCheckpoint(transaction, runKey);
  const step = checkpoint?.step ?? 0;
  await cutSeries(transaction, runKey, step);
  await removeAfter(transaction, runKey, checkpoint);
  return step;
}

/** Removes everything except series, and recomputes the summary. */
async function removeAfter(transaction: Queries, runKey: number, position: Position): Promise<void> {
  const isPast = position === null ? Prisma.empty : Prisma.sql`AND "Epoch"."epoch" > ${position.epoch}`;
  await removeEpochs(transaction, Prisma.sql`"Epoch"."runKey" = ${runKey} ${isPast}`);
  await transaction.reconstruction.deleteMany({ where: { runKey, ...(position === null ? {} : { epoch: { gt: position.epoch } }) } });
  await transaction.checkpoint.deleteMany({ where: { runKey, ...(position === null ? {} : { step: { gt: position.step } }) } });
  await removeEarlyResult(transaction, runKey, position?.step ?? 0);
  await rebuildSummary(transaction, runKey);
}

/** Removes the result and the figures unless the run is at its last step. There, the run only lacks its final state change. */
async function removeEarlyResult(transaction: Queries, runKey: number, step: number): Promise<void> {
  const { totalSteps } = await transaction.run.findUniqueOrThrow({ where: { key: runKey }, select: { totalSteps: true } });
  if (step === 0 || step < totalSteps) {
    await transaction.runResult.deleteMany({ where: { runKey } });
    await transaction.figure.deleteMany({ where: { runKey } });
  }
}

/**
 * Rewinds a run to its last checkpoint. If its metric chunks are unreadable, restarts the run from the beginning and reports it in an
 * event. Call `rewindInSlices` before the transaction, because a run may have any number of epochs after its last checkpoint.
 */
export async function rewindOrRestart(
  transaction: Queries,
  runKey: number,
): Promise<{ readonly step: number; readonly events: readonly NewEvent[] }> {
  try {
    return { step: await rewindRun(transaction, runKey), events: [] };
  } catch (error) {
    if (!(error instanceof DbError && error.code === 'CHUNK_UNREADABLE')) throw error;
    await restartRun(transaction, runKey);
    const message = `The recordings of the run can't be read, so it starts over: ${error.message}`;
    return { step: 0, events: [{ source: 'worker', kind: 'run.restarted', message }] };
  }
}

/** Removes all recordings of a run. Returns the blobs that are no longer referenced, which the caller must remove. */
async function restartRun(transaction: Queries, runKey: number): Promise<readonly BlobReference[]> {
  await transaction.metricChunk.deleteMany({ where: { runKey } });
  const released = await forgetCheckpoints(transaction, runKey, []);
  await rewindRun(transaction, runKey);
  await transaction.run.update({ where: { key: runKey }, data: { step: 0 }, select: { key: true } });
  return released;
}
