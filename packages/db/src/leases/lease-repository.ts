import { type Wanted, wantedStates } from '@hourglass/sweeps/run-state';
import { z } from 'zod';
import type { Database, Queries } from '../client.ts';
import type { PointAppender } from '../metrics/append-points.ts';
import type { Claim, LeaseRepository } from '../store.ts';
import { claimRun } from './claim-run.ts';
import { endLease } from './end-lease.ts';
import { updateClaimedRun } from './fence.ts';
import { reclaimRuns } from './reclaim-runs.ts';

const wantedSchema = z.enum(wantedStates);

export function leaseRepository(database: Database, appender: PointAppender): LeaseRepository {
  return {
    claim: (worker, options) => claimRun(database, worker, options),
    reclaim: (observer) => reclaimRuns(database, observer),
    heartbeat: (claim, { step }) => database.write((transaction) => heartbeat(transaction, claim, step)),

    release: (claim, reason) => {
      appender.forget(claim);
      return database.write(async (transaction) => {
        await updateClaimedRun(transaction, claim, { state: 'waiting' });
        await endLease(transaction, claim, 'released', {
          source: 'worker',
          kind: 'run.released',
          message: `The run was given back: ${reason}`,
          data: { attempt: claim.attempt },
        });
      });
    },

    finish: (claim, { state, exitReason }) => {
      appender.forget(claim);
      return database.write(async (transaction) => {
        await updateClaimedRun(transaction, claim, { state, exitReason, endedAt: BigInt(Date.now()) });
        await endLease(transaction, claim, state, {
          source: 'worker',
          kind: `run.${state}`,
          message: exitReason ?? `The run is ${state}.`,
          data: { attempt: claim.attempt },
        });
      });
    },
  };
}

async function heartbeat(transaction: Queries, claim: Claim, step: number): Promise<{ readonly wanted: Wanted }> {
  await updateClaimedRun(transaction, claim, { step });
  const { key, attempt } = claim;
  const where = { runKey_attempt: { runKey: key, attempt } };
  const { milliseconds } = await transaction.lease.findUniqueOrThrow({ where, select: { milliseconds: true } });
  const now = Date.now();
  await transaction.lease.update({
    where,
    data: { heartbeatAt: BigInt(now), expiresAt: BigInt(now + milliseconds) },
    select: { runKey: true },
  });
  const run = await transaction.run.findUniqueOrThrow({
    where: { key },
    select: { wanted: true, deletedAt: true, sweep: { select: { wanted: true, deletedAt: true } } },
  });
  // A deleted run has a tombstone and its worker still trains: it is asked to let go.
  const deleted = run.deletedAt !== null || run.sweep.deletedAt !== null;
  return Object.freeze({ wanted: deleted ? 'stop' : stronger(wantedSchema.parse(run.wanted), wantedSchema.parse(run.sweep.wanted)) });
}

/** `run` < `pause` < `stop`: what is wanted of the sweep holds for its runs. */
function stronger(one: Wanted, other: Wanted): Wanted {
  return wantedStates.indexOf(one) > wantedStates.indexOf(other) ? one : other;
}
