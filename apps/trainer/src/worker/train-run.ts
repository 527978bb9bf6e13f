import { type Checkpoint, runConfigSchema, train } from '@hourglass/model';
import { trainingDataOf } from '../training-data-of.ts';
import type { ClaimedWork } from './claimed-work.ts';
import { pauseOverBudget } from './pause-over-budget.ts';
import { recordedExecutor } from './recorded-executor.ts';

/** Trains a claimed run from a checkpoint, or from the start, until its end or an abort. */
export async function trainClaimedRun(work: ClaimedWork, resumeFrom: Checkpoint | null): Promise<void> {
  const { claim, dataset, engine, recorder, signal, checkpointMilliseconds } = work;
  const context = {
    engine,
    seed: claim.run.seed,
    signal,
    checkpointEvery: checkpointMilliseconds,
    now: () => performance.now(),
    ...(resumeFrom === null ? {} : { resumeFrom }),
    ...recordedExecutor(claim.run),
  };
  await pauseOverBudget(work);
  for await (const event of train(runConfigSchema.parse(claim.run.parameters), trainingDataOf(dataset), context)) {
    await recorder.record(event);
    if (event.kind === 'checkpoint') await pauseOverBudget(work);
  }
}
