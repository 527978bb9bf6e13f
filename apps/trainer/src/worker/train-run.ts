import { type Checkpoint, decodeCheckpoint, runConfigSchema, train } from '@hourglass/model';
import { TrainerError } from '../errors.ts';
import type { ClaimedWork } from './claimed-work.ts';

/** Trains a claimed run from its last checkpoint, or from the start, until its end or an abort. */
export async function trainClaimedRun(work: ClaimedWork): Promise<void> {
  const { claim, dataset, engine, recorder, signal } = work;
  const resumeFrom = await lastCheckpoint(work);
  const data = { train: dataset.train, validation: dataset.validation, test: dataset.test, probes: dataset.probeSet.indices };
  const context = { engine, seed: claim.run.seed, signal, now: () => performance.now(), ...(resumeFrom === null ? {} : { resumeFrom }) };
  for await (const event of train(runConfigSchema.parse(claim.run.parameters), data, context)) {
    await recorder.record(event);
  }
}

/** @throws TrainerError where another engine or library made it: its bits would not be the same from there on */
async function lastCheckpoint({ store, claim, engine }: ClaimedWork): Promise<Checkpoint | null> {
  const last = await store.recordings.lastCheckpoint(claim.run.id);
  if (last === null) return null;
  const { name, libraryVersion } = engine.report;
  if (last.engine !== name || last.libraryVersion !== libraryVersion) {
    throw new TrainerError(
      'ENGINE_CHANGED',
      `The checkpoint at step ${last.step} was made by ${engineText(last.engine, last.libraryVersion)}, but this worker runs ${engineText(name, libraryVersion)}, which would give other bits. Bring that engine back and give the spec again with --retry, or train it anew under another home.`,
    );
  }
  return decodeCheckpoint(await store.blobs.get(last.blob));
}

function engineText(name: string, libraryVersion: string | null): string {
  return libraryVersion === null ? name : `${name} ${libraryVersion}`;
}
