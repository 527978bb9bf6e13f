import { stateWithoutWorker, strongestWish, wantedStates } from '@hourglass/sweeps/run-state';
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
  /** Tells why the worker has the run no more. */
  readonly event: NewEvent;
  readonly now: number;
}

/**
 * `running → waiting`, and on to `stopped` where a person wants that: the only way in which an attempt ends before its run does. Ends the
 * lease and moves the run; events tell of both. The caller has made sure, in this transaction, that the attempt is still open.
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
  // What is deleted is ended by its tombstone; it can wait to be brought back.
  const wish = deletedAt === null ? strongestWish(wantedSchema.parse(wanted), wantedSchema.parse(sweep.wanted)) : 'run';
  const state = stateWithoutWorker(wish);
  // A worker that stops its run as wanted does not also tell that it released it.
  const isStoppedByWorker = state === 'stopped' && outcome === 'released';
  if (!isStoppedByWorker) await appendEvents(transaction, sweepKey, [{ ...event, runKey: key }]);
  await endLease(transaction, { key, attempt }, isStoppedByWorker ? 'stopped' : outcome, now);
  if (state === 'stopped') await stopWaitingRuns(transaction, [key], { source: 'worker' });
  return state;
}
