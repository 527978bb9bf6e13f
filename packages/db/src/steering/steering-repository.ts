import type { BlobFiles } from '../blobs/blob-files.ts';
import { removeBlobs } from '../blobs/blob-store.ts';
import type { Database, Queries } from '../client.ts';
import type { BlobReference } from '../contract/blobs.ts';
import type { RemovedBy, Steered, SteeredBy, SteeringAction, SteeringRepository, SteeringTarget } from '../contract/steering.ts';
import { extendRun } from './extend-run.ts';
import { extensionOf } from './extension.ts';
import { remove } from './remove.ts';
import { restore } from './restore.ts';
import { type Retried, retriedStates, retryRuns } from './retry-runs.ts';
import { steerMany } from './steer-many.ts';
import { conflict, steeredRun, steeredSweep } from './steering-target.ts';
import { wantRun } from './want-run.ts';
import { wantSweep } from './want-sweep.ts';
import { widenSweep } from './widen-sweep.ts';

/** @param now UTC milliseconds, from which a deletion can be taken back */
export function steeringRepository(database: Database, files: BlobFiles, now: () => number): SteeringRepository {
  return {
    want: (target, wanted, by) => database.write((transaction) => want(transaction, target, wanted, by)),
    async retry(target, by) {
      const { released, ...steered } = await database.write((transaction) => retry(transaction, target, by));
      await removeBlobs(database, files, released);
      return steered;
    },
    remove: (target, by) => database.write((transaction) => remove(transaction, target, { ...by, now: now() })),
    async extension(run) {
      const found = await extensionOf(database.reader, run);
      return 'whyNot' in found ? found : { epochs: found.epochs };
    },
    many: (targets, action, by) =>
      steerMany(database, targets, (transaction, target) => actions[action](transaction, target, { ...by, now: now() })),
    extend: (run, epochs, by) => database.write((transaction) => extendRun(transaction, run, epochs, by)),
    widen: (sweep, wider, by) => database.write((transaction) => widenSweep(transaction, sweep, wider, by)),
  };
}

type Steer = (transaction: Queries, target: SteeringTarget, by: RemovedBy & { readonly now: number }) => Promise<Steered>;

const actions: Readonly<Record<SteeringAction, Steer>> = {
  pause: (transaction, target, by) => want(transaction, target, 'pause', by),
  resume: (transaction, target, by) => want(transaction, target, 'run', by),
  stop: (transaction, target, by) => want(transaction, target, 'stop', by),
  // From the last checkpoint: no blob is released.
  retry: async (transaction, target, by) => {
    const { released: _, ...steered } = await retry(transaction, target, { ...by, fromStart: false });
    return steered;
  },
  remove,
  restore,
};

const want = (transaction: Queries, target: SteeringTarget, wanted: Parameters<SteeringRepository['want']>[1], by: SteeredBy) =>
  'run' in target ? wantRun(transaction, target.run, wanted, by) : wantSweep(transaction, target.sweep, wanted, by);

async function retry(
  transaction: Queries,
  target: SteeringTarget,
  by: SteeredBy & { readonly fromStart?: boolean },
): Promise<Steered & { readonly released: readonly BlobReference[] }> {
  if ('run' in target) {
    const { key, id, sweepKey, state } = await steeredRun(transaction, target.run);
    const { count, released }: Retried = await retryRuns(transaction, sweepKey, { ...by, runKey: key });
    if (count === 0) {
      throw conflict(`Run ${id} is ${state}, so it can't be retried: only a run that is ${retriedStates.join(' or ')} can.`);
    }
    return { id, message: `Run ${id} waits again.`, released };
  }
  const { key, id } = await steeredSweep(transaction, target.sweep);
  const { count, released } = await retryRuns(transaction, key, by);
  if (count === 0) {
    throw conflict(`No run of sweep ${id} is ${retriedStates.join(' or ')}, so there is nothing to retry.`);
  }
  return { id, message: `${count} runs of sweep ${id} wait again.`, released };
}
