import type { Queries } from '../client.ts';
import type { Claim } from '../contract/leases.ts';

/** How an attempt ended. `expired`: the worker's heartbeat was overdue; `died`: the worker's process no longer exists. */
export type LeaseOutcome = 'complete' | 'pruned' | 'failed' | 'stopped' | 'released' | 'expired' | 'died';

/** Closes the lease of an attempt. Call it in the transaction that moves the run out of `running`. */
export async function endLease(
  transaction: Queries,
  { key: runKey, attempt }: Pick<Claim, 'key' | 'attempt'>,
  outcome: LeaseOutcome,
  now: number,
): Promise<void> {
  await transaction.lease.update({
    where: { runKey_attempt: { runKey, attempt } },
    data: { endedAt: BigInt(now), outcome },
    select: { runKey: true },
  });
}
