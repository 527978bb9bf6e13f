import type { Queries } from '../client.ts';
import type { Claim } from '../contract/leases.ts';
import { DbError } from '../errors.ts';
import type { Prisma } from '../generated/prisma/client.ts';

/**
 * Updates a run only while the claim holds it: while the attempt number matches and the state is `running`. Returns the key of its sweep.
 * Every transaction of a worker calls this or `renewLease` first, so that a lost lease rolls back the transaction.
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
    // Prisma skips an empty update and reports no changed rows.
    data: { attempt: claim.attempt, ...data },
    select: { sweepKey: true },
  });
  if (run === undefined) throw leaseLost(claim);
  return run;
}

export function leaseLost({ run, attempt }: Claim): DbError {
  return new DbError(
    'LEASE_LOST',
    `Run ${run.id} no longer belongs to this worker: its attempt ${attempt} was ended or taken over. Nothing was written.`,
  );
}
