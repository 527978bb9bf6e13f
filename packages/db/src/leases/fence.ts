import type { Queries } from '../client.ts';
import { DbError } from '../errors.ts';
import type { Prisma } from '../generated/prisma/client.ts';
import type { Claim } from '../store.ts';

/** What a worker's transaction goes by. */
const claimedColumns = {
  sweepKey: true,
  step: true,
  deaths: true,
  provenance: true,
  wanted: true,
  deletedAt: true,
  undoUntil: true,
} as const satisfies Prisma.RunSelect;

type ClaimedRun = Prisma.RunGetPayload<{ select: typeof claimedColumns }>;

/**
 * Changes a claimed run, and only a run that is still this claim's: conditional on its attempt number and on its running. Gives it as it is
 * then. Called first in every transaction of a worker: what it throws undoes the rest.
 *
 * @throws DbError LEASE_LOST
 */
export async function updateClaimedRun(
  transaction: Queries,
  claim: Claim,
  data: Prisma.RunUncheckedUpdateManyInput = {},
): Promise<ClaimedRun> {
  const [run] = await transaction.run.updateManyAndReturn({
    where: { key: claim.key, attempt: claim.attempt, state: 'running' },
    // Prisma skips an update of nothing, and then says that it changed nothing.
    data: { attempt: claim.attempt, ...data },
    select: claimedColumns,
  });
  if (run === undefined) {
    throw new DbError(
      'LEASE_LOST',
      `Run ${claim.run.id} is no longer this worker's: its attempt ${claim.attempt} was ended or taken over. Nothing was written.`,
    );
  }
  return run;
}
