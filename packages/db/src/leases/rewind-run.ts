import type { Queries } from '../client.ts';
import { cutSeries } from '../metrics/cut-series.ts';
import { summariseRun } from '../repositories/run-summary.ts';

/**
 * Takes a run back to its last checkpoint that can be gone on from, or to its start: removes what was recorded past it, checkpoints of the
 * parameters alone among it. Gives the step to go on from.
 */
export async function rewindRun(transaction: Queries, runKey: number): Promise<number> {
  const checkpoint = await transaction.checkpoint.findFirst({
    where: { runKey, withOptimizer: true },
    orderBy: { step: 'desc' },
    select: { step: true, epoch: true },
  });
  const { step, epoch } = checkpoint ?? { step: 0, epoch: 0 };
  // From the start everything goes, a baseline's epoch 0 too.
  const pastEpoch = checkpoint === null ? {} : { epoch: { gt: epoch } };
  await cutSeries(transaction, runKey, step);
  await transaction.epoch.deleteMany({ where: { runKey, ...pastEpoch } });
  await transaction.reconstruction.deleteMany({ where: { runKey, ...pastEpoch } });
  await transaction.checkpoint.deleteMany({ where: { runKey, ...(checkpoint === null ? {} : { step: { gt: step } }) } });
  await removeEarlyResult(transaction, runKey, step);
  await summariseRun(transaction, runKey);
  return step;
}

/** A result is of the last step: a run whose last checkpoint is there as well only lacks its end. */
async function removeEarlyResult(transaction: Queries, runKey: number, step: number): Promise<void> {
  const { totalSteps } = await transaction.run.findUniqueOrThrow({ where: { key: runKey }, select: { totalSteps: true } });
  if (step === 0 || step < totalSteps) {
    await transaction.runResult.deleteMany({ where: { runKey } });
  }
}
