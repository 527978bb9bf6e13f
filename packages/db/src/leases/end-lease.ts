import type { Queries } from '../client.ts';
import type { NewEvent } from '../contract/events.ts';
import type { Claim } from '../contract/leases.ts';
import { appendEvents } from '../repositories/event-log.ts';

/** How an attempt ended. `expired`: nothing was heard of its worker in time; `died`: its worker is known to be dead. */
export type LeaseOutcome = 'complete' | 'pruned' | 'failed' | 'stopped' | 'released' | 'expired' | 'died';

/** Closes the lease of an attempt and tells of it. */
export async function endLease(
  transaction: Queries,
  { key: runKey, attempt }: Pick<Claim, 'key' | 'attempt'>,
  outcome: LeaseOutcome,
  event: NewEvent,
): Promise<void> {
  await transaction.lease.update({
    where: { runKey_attempt: { runKey, attempt } },
    data: { endedAt: BigInt(Date.now()), outcome },
    select: { runKey: true },
  });
  const { sweepKey } = await transaction.run.findUniqueOrThrow({ where: { key: runKey }, select: { sweepKey: true } });
  await appendEvents(transaction, sweepKey, [{ ...event, runKey }]);
}
