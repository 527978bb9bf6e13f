import type { BlobFiles } from '../blobs/blob-files.ts';
import type { Database } from '../client.ts';
import type { RemovedBy, Steered, SteeredBy, SteeringAction, SteeringRepository, SteeringTarget } from '../contract/steering.ts';
import { reclaimRuns } from '../leases/reclaim-runs.ts';
import type { Witness } from '../leases/witness.ts';
import { findMany } from '../repositories/find-many.ts';
import type { RunAction, SweepAction } from './action.ts';
import { extendRun } from './extend-run.ts';
import { extensionOf } from './extension.ts';
import { whileStopping } from './finish-stops.ts';
import { restartRuns } from './restart-runs.ts';
import { type RetriedBy, retryRuns, retrySweeps } from './retry.ts';
import { steerRuns } from './steer-runs.ts';
import { steerSweeps } from './steer-sweeps.ts';
import { readSteeredRuns } from './steered-rows.ts';
import type { SteeringResult } from './steering-result.ts';
import { removeRuns, removeSweeps, restoreRuns, restoreSweeps } from './tombstones.ts';
import { wantRuns } from './want-runs.ts';
import { wantSweeps } from './want-sweeps.ts';
import { widenSweep } from './widen-sweep.ts';

export interface SteeringParts {
  readonly files: BlobFiles;
  readonly witness: Witness;
  /** Lock file that every process shares while it stops runs. */
  readonly stopsPath: string;
}

export function steeringRepository(database: Database, { files, witness, stopsPath }: SteeringParts): SteeringRepository {
  // Reclaims first, because a run of a dead worker must be treated as waiting.
  const reclaim = () => reclaimRuns(database, witness, { isUrgent: true });
  const steer = async (targets: readonly SteeringTarget[], action: Action, by: SteeredBy) => {
    await reclaim();
    return steerAll(database, targets, action, by);
  };
  const act = (targets: readonly SteeringTarget[], action: SteeringAction, by: RemovedBy) => {
    const work = () => steer(targets, actions[action]({ ...by, now: witness.now() }), by);
    return action === 'stop' ? whileStopping(stopsPath, work) : work();
  };
  return {
    want: async (target, wanted, by) => requireOne(await act([target], wanted === 'run' ? 'resume' : wanted, by)),
    remove: async (target, by) => requireOne(await act([target], 'remove', by)),

    async retry(target, by) {
      const { fromStart = false } = by;
      const retried = retrying({ ...by, fromStart });
      await reclaim();
      if (fromStart) await restartRuns(database, files, await endedRuns(database, target, retried));
      return requireOne(await steer([target], retried, by));
    },

    async extension(run) {
      const found = await extensionOf(database.reader, run);
      return 'refusal' in found ? found : { epochs: found.epochs };
    },

    async many(targets, action, by) {
      const settled = await act(targets, action, by);
      return Object.freeze({
        done: settled.flatMap((one) => ('refusal' in one ? [] : [one])),
        refused: settled.flatMap((one) => ('refusal' in one ? [{ id: one.id, reason: one.refusal.message }] : [])),
      });
    },

    extend: (run, epochs, by) => database.write((transaction) => extendRun(transaction, run, epochs, by)),
    widen: (sweep, wider, by) => widenSweep(database, sweep, wider, by),
  };
}

interface Action {
  readonly runs: RunAction;
  readonly sweeps: SweepAction;
}

const actions: Readonly<Record<SteeringAction, (by: RemovedBy & { readonly now: number }) => Action>> = {
  pause: (by) => ({ runs: wantRuns('pause', by), sweeps: wantSweeps('pause', by) }),
  resume: (by) => ({ runs: wantRuns('run', by), sweeps: wantSweeps('run', by) }),
  stop: (by) => ({ runs: wantRuns('stop', by), sweeps: wantSweeps('stop', by) }),
  retry: (by) => retrying({ ...by, fromStart: false }),
  remove: (by) => ({ runs: removeRuns(by), sweeps: removeSweeps(by) }),
  restore: (by) => ({ runs: restoreRuns(by), sweeps: restoreSweeps(by) }),
};

function retrying(by: RetriedBy): Action {
  return { runs: retryRuns(by), sweeps: retrySweeps(by) };
}

/** Applies an action to targets, first to runs, then to sweeps. Returns the results in this order. */
async function steerAll(
  database: Database,
  targets: readonly SteeringTarget[],
  action: Action,
  { onProgress }: SteeredBy,
): Promise<readonly SteeringResult[]> {
  const runIds = targets.flatMap((target) => ('run' in target ? [target.run] : []));
  const sweepIds = targets.flatMap((target) => ('sweep' in target ? [target.sweep] : []));
  const runs = await steerRuns(database, runIds, action.runs, onProgress);
  const sweeps = await steerSweeps(database, sweepIds, action.sweeps, onProgress);
  return [...runs, ...sweeps];
}

function requireOne(settled: readonly SteeringResult[]): Steered {
  const [one] = settled;
  if (one === undefined) throw new Error('An action on one target came to nothing.');
  if ('refusal' in one) throw one.refusal;
  return one;
}

/** Keys of the runs that a retry of the target would return to `waiting`. */
async function endedRuns(database: Database, target: SteeringTarget, action: Action): Promise<readonly number[]> {
  const { reader } = database;
  if ('sweep' in target) return (await action.sweeps.runs?.find(reader, await keysOf(database, 'sweep', target.sweep))) ?? [];
  const runs = await readSteeredRuns(reader, await keysOf(database, 'run', target.run));
  return runs.filter((run) => 'message' in action.runs.decide(run)).map(({ key }) => key);
}

async function keysOf(database: Database, noun: 'run' | 'sweep', id: string): Promise<readonly number[]> {
  return [...(await findMany(database.reader, noun, [id])).values()].filter((key) => typeof key === 'number');
}
