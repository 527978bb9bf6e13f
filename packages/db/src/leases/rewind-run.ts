import type { Queries } from '../client.ts';
import type { BlobReference } from '../contract/blobs.ts';
import type { NewEvent } from '../contract/events.ts';
import { DbError } from '../errors.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { cutSeries } from '../metrics/cut-series.ts';
import { requireWholeChunks } from '../metrics/torn-chunks.ts';
import { forgetCheckpoints } from '../repositories/checkpoints.ts';
import { removeEpochs } from '../repositories/remove-epochs.ts';
import { rebuildSummary } from '../repositories/run-summary.ts';

/**
 * Rewinds a run to its last checkpoint. If its metric chunks are unreadable, restarts the run from the beginning and reports it in an
 * event.
 *
 * @throws DbError CHUNK_UNREADABLE
 */
async function rewindRun(transaction: Queries, runKey: number): Promise<number> {
  await requireWholeChunks(transaction, runKey);
  const checkpoint = await transaction.checkpoint.findFirst({
    where: { runKey, withOptimizer: true },
    orderBy: { step: 'desc' },
    select: { step: true, epoch: true },
  });
  const { step, epoch } = checkpoint ?? { step: 0, epoch: 0 };
  // Without a checkpoint everything is removed, including a baseline's epoch 0.
  const pastEpoch = checkpoint === null ? {} : { epoch: { gt: epoch } };
  await cutSeries(transaction, runKey, step);
  const isPast = checkpoint === null ? Prisma.empty : Prisma.sql`AND "Epoch"."epoch" > ${epoch}`;
  await removeEpochs(transaction, Prisma.sql`"Epoch"."runKey" = ${runKey} ${isPast}`);
  await transaction.reconstruction.deleteMany({ where: { runKey, ...pastEpoch } });
  await transaction.checkpoint.deleteMany({ where: { runKey, ...(checkpoint === null ? {} : { step: { gt: step } }) } });
  await removeEarlyResult(transaction, runKey, step);
  await rebuildSummary(transaction, runKey);
  return step;
}

/** Removes the result unless the run is at its last step. There, the run only lacks its final state change. */
async function removeEarlyResult(transaction: Queries, runKey: number, step: number): Promise<void> {
  const { totalSteps } = await transaction.run.findUniqueOrThrow({ where: { key: runKey }, select: { totalSteps: true } });
  if (step === 0 || step < totalSteps) {
    await transaction.runResult.deleteMany({ where: { runKey } });
  }
}

/**
 * Rewinds a run to its last checkpoint. If its metric chunks are unreadable, restarts the run from the beginning and reports it in an
 * event.
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
    const message = `What was recorded of the run can't be read any more, so it begins again: ${error.message}`;
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
