import { strongestWanted } from '@hourglass/sweeps/run-state';
import type { Queries } from '../client.ts';
import type { RemovedBy } from '../contract/steering.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { logEvents } from '../repositories/event-log.ts';
import type { RunAction, SweepAction } from './action.ts';
import type { SteeredRun } from './steered-rows.ts';
import { stopWaitingRuns } from './stop-waiting-runs.ts';

/** Time of the deletion, and the end of its undo period, in UTC milliseconds. */
interface Tombstone {
  readonly deletedAt: number | null;
  readonly undoUntil: number | null;
}

function tombstoneOf({ undoMilliseconds, now }: RemovedBy & { readonly now: number }): Tombstone {
  return { deletedAt: now, undoUntil: undoMilliseconds === undefined ? null : now + undoMilliseconds };
}

/** Sets tombstones. Deleted runs are hidden, and their workers release them at the next heartbeat. */
export function removeRuns(by: RemovedBy & { readonly now: number }): RunAction {
  return {
    decide: (run) => ({ message: removalOf(run) }),

    async change(transaction, runs) {
      await setTombstone(transaction, 'Run', runs, tombstoneOf(by));
      const events = runs.map((run) => ({
        source: by.source,
        kind: 'run.deleted',
        message: removalOf(run),
        data: { id: run.id },
        sweepKey: run.sweepKey,
        runKey: run.key,
      }));
      await logEvents(transaction, events);
    },
  };
}

function removalOf({ id, state }: SteeredRun): string {
  return `Run ${id} was deleted${state === 'running' ? '; its worker releases it at its next heartbeat' : ''}.`;
}

/** A tombstone on the sweep hides all its runs. */
export function removeSweeps(by: RemovedBy & { readonly now: number }): SweepAction {
  const sentence = ({ id, name }: { readonly id: string; readonly name: string }) => `Sweep ${name} (${id}) was deleted with all its runs.`;
  return {
    decide: (sweep) => ({ message: () => sentence(sweep) }),

    async change(transaction, sweeps) {
      const events = sweeps.map((sweep) => ({
        source: by.source,
        kind: 'sweep.deleted',
        message: sentence(sweep),
        data: { id: sweep.id },
        sweepKey: sweep.key,
      }));
      await logEvents(transaction, events);
      await setTombstone(transaction, 'Sweep', sweeps, tombstoneOf(by));
    },
  };
}

const notDeleted = { deletedAt: null, undoUntil: null } as const;

/**
 * Undoes deletions within the undo period. Waiting and interrupted runs resume from their last checkpoint. Runs that are wanted to stop
 * have no worker to stop them, so they are stopped here.
 */
export function restoreRuns({ source, now }: RemovedBy & { readonly now: number }): RunAction {
  const sentence = (id: string) => `Run ${id} was restored.`;
  return {
    withDeleted: true,
    decide({ id, isDeleted, undoUntil }) {
      if (!isDeleted) return { unchanged: `Run ${id} is not deleted.` };
      return isOver(undoUntil, now) ? { refusal: `The run ${id} ${tooLate}` } : { message: sentence(id) };
    },

    async change(transaction, runs) {
      await setTombstone(transaction, 'Run', runs, notDeleted);
      await logEvents(
        transaction,
        runs.map(({ key, sweepKey, id }) => ({ source, kind: 'run.restored', message: sentence(id), sweepKey, runKey: key })),
      );
      const stopped = runs.filter(({ wanted, sweepWanted }) => strongestWanted(wanted, sweepWanted) === 'stop');
      await stopWaitingRuns(
        transaction,
        stopped.map(({ key }) => key),
        { source },
      );
    },
  };
}

export function restoreSweeps({ source, now }: RemovedBy & { readonly now: number }): SweepAction {
  const sentence = (id: string) => `Sweep ${id} was restored.`;
  return {
    withDeleted: true,
    decide({ id, isDeleted, undoUntil }) {
      if (!isDeleted) return { unchanged: `Sweep ${id} is not deleted.` };
      return isOver(undoUntil, now) ? { refusal: `The sweep ${id} ${tooLate}` } : { message: () => sentence(id) };
    },

    async change(transaction, sweeps) {
      await setTombstone(transaction, 'Sweep', sweeps, notDeleted);
      await logEvents(
        transaction,
        sweeps.map(({ key, id }) => ({ source, kind: 'sweep.restored', message: sentence(id), sweepKey: key })),
      );
    },
  };
}

/** After the undo period, garbage collection may remove the storage in slices at any time. */
const tooLate = "can't be restored: the undo period of its deletion is over.";

function isOver(undoUntil: number | null, now: number): boolean {
  return undoUntil === null || undoUntil <= now;
}

async function setTombstone(
  transaction: Queries,
  table: 'Run' | 'Sweep',
  rows: readonly { readonly key: number }[],
  { deletedAt, undoUntil }: Tombstone,
): Promise<void> {
  await transaction.$executeRaw`
    UPDATE ${Prisma.raw(`"${table}"`)} SET "deletedAt" = ${deletedAt}, "undoUntil" = ${undoUntil}
    WHERE "key" IN (SELECT "value" FROM json_each(${JSON.stringify(rows.map(({ key }) => key))}))`;
}
