import type { Queries } from '../client.ts';
import { DbError } from '../errors.ts';
import type { Prisma } from '../generated/prisma/client.ts';
import type { Claim } from '../store.ts';

/**
 * Changes a claimed run, and only a run that is still this claim's: conditional on its attempt number and on its running.
 * Called first in every transaction of a worker: what it throws undoes the rest.
 *
 * @throws DbError LEASE_LOST
 */
export async function updateClaimedRun(transaction: Queries, claim: Claim, data: Prisma.RunUncheckedUpdateManyInput = {}): Promise<void> {
  const { count } = await transaction.run.updateMany({
    where: { key: claim.key, attempt: claim.attempt, state: 'running' },
    // Prisma skips an update of nothing, and then says that it changed nothing.
    data: { attempt: claim.attempt, ...data },
  });
  if (count === 0) {
    throw new DbError(
      'LEASE_LOST',
      `Run ${claim.run.id} is no longer this worker's: its attempt ${claim.attempt} was ended or taken over. Nothing was written.`,
    );
  }
}
