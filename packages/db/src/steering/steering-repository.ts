import type { BlobFiles } from '../blobs/blob-files.ts';
import { removeBlobs } from '../blobs/blob-store.ts';
import type { Database, Queries } from '../client.ts';
import type { Steered, SteeredBy, SteeringRepository, SteeringTarget } from '../store.ts';
import { extendRun } from './extend-run.ts';
import { extensionOf } from './extension.ts';
import { remove } from './remove.ts';
import { type Retried, retriedStates, retryRuns } from './retry-runs.ts';
import { conflict, steeredRun, steeredSweep } from './steering-target.ts';
import { wantRun } from './want-run.ts';
import { wantSweep } from './want-sweep.ts';
import { widenSweep } from './widen-sweep.ts';

export function steeringRepository(database: Database, files: BlobFiles): SteeringRepository {
  return {
    want: (target, wanted, by) =>
      database.write((transaction) =>
        'run' in target ? wantRun(transaction, target.run, wanted, by) : wantSweep(transaction, target.sweep, wanted, by),
      ),
    async retry(target, by) {
      const { released, ...steered } = await database.write((transaction) => retry(transaction, target, by));
      await removeBlobs(database, files, released);
      return steered;
    },
    remove: (target, by) => database.write((transaction) => remove(transaction, target, by)),
    async extension(run) {
      const found = await extensionOf(database.reader, run);
      return 'whyNot' in found ? found : { epochs: found.epochs };
    },
    extend: (run, epochs, by) => database.write((transaction) => extendRun(transaction, run, epochs, by)),
    widen: (sweep, wider, by) => database.write((transaction) => widenSweep(transaction, sweep, wider, by)),
  };
}

async function retry(
  transaction: Queries,
  target: SteeringTarget,
  by: SteeredBy & { readonly fromStart?: boolean },
): Promise<Steered & Pick<Retried, 'released'>> {
  if ('run' in target) {
    const { key, id, sweepKey, state } = await steeredRun(transaction, target.run);
    const { count, released } = await retryRuns(transaction, sweepKey, { ...by, runKey: key });
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
