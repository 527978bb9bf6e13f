import type { Queries } from '../client.ts';
import type { Claim } from '../contract/leases.ts';
import { DbError } from '../errors.ts';
import type { Prisma } from '../generated/prisma/client.ts';

/**
 * Changes a claimed run, and only a run that is still this claim's: conditional on its attempt number and on its running. Gives the key of
 * its sweep. This, or `keepClaim`, is called first in every transaction of a worker: what it throws undoes the rest.
 *
 * @throws DbError LEASE_LOST
 */
export async function updateClaimedRun(
  transaction: Queries,
  claim: Claim,
  data: Prisma.RunUncheckedUpdateManyInput = {},
): Promise<{ readonly sweepKey: number }> {
  const [run] = await transaction.run.updateManyAndReturn({
    where: { key: claim.key, attempt: claim.attempt, state: 'running' },
    // Prisma skips an update of nothing, and then says that it changed nothing.
    data: { attempt: claim.attempt, ...data },
    select: { sweepKey: true },
  });
  if (run === undefined) throw leaseLost(claim);
  return run;
}

export function leaseLost({ run, attempt }: Claim): DbError {
  return new DbError(
    'LEASE_LOST',
    `Run ${run.id} is no longer this worker's: its attempt ${attempt} was ended or taken over. Nothing was written.`,
  );
}
