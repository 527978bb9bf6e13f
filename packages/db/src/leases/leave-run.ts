import { stateWithoutWorker, strongestWanted, wantedStates } from '@hourglass/sweeps/run-state';
import { z } from 'zod';
import type { Queries } from '../client.ts';
import type { NewEvent } from '../contract/events.ts';
import type { Claim } from '../contract/leases.ts';
import { appendEvents } from '../repositories/event-log.ts';
import { stopWaitingRuns } from '../steering/stop-waiting-runs.ts';
import { endLease } from './end-lease.ts';

const wantedSchema = z.enum(wantedStates);

export interface Leaving {
  readonly outcome: 'released' | 'expired' | 'died';
  /** Explains why the worker no longer holds the run. */
  readonly event: NewEvent;
  readonly now: number;
}

/**
 * Moves a run from `running` to `waiting`, and on to `stopped` if its wanted state is `stop`. Only this function ends an attempt before its
 * run is finished. It closes the lease, moves the run and appends events. The caller must have checked in the same transaction that the
 * attempt is still open.
 */
export async function leaveRun(
  transaction: Queries,
  { key, attempt }: Pick<Claim, 'key' | 'attempt'>,
  { outcome, event, now }: Leaving,
): Promise<'waiting' | 'stopped'> {
  const { sweep, sweepKey, wanted, deletedAt } = await transaction.run.update({
    where: { key },
    data: { state: 'waiting' },
    select: { sweepKey: true, wanted: true, deletedAt: true, sweep: { select: { wanted: true } } },
  });
  // A deleted run stays `waiting`, so that it can resume if the deletion is undone.
  const strongest = deletedAt === null ? strongestWanted(wantedSchema.parse(wanted), wantedSchema.parse(sweep.wanted)) : 'run';
  const state = stateWithoutWorker(strongest);
  // A stop that the worker carries out is reported as a stop, not as a release.
  const isStoppedByWorker = state === 'stopped' && outcome === 'released';
  if (!isStoppedByWorker) await appendEvents(transaction, sweepKey, [{ ...event, runKey: key }]);
  await endLease(transaction, { key, attempt }, isStoppedByWorker ? 'stopped' : outcome, now);
  if (state === 'stopped') await stopWaitingRuns(transaction, [key], { source: 'worker' });
  return state;
}
