import type { Database } from '../client.ts';
import type { BlobReference } from '../contract/blobs.ts';
import type { Claim, LeaseRepository } from '../contract/leases.ts';
import { Prisma } from '../generated/prisma/client.ts';
import type { PointAppender } from '../metrics/append-points.ts';
import { forgetCheckpoints, thinCheckpoints } from '../repositories/checkpoints.ts';
import { appendEvents } from '../repositories/event-log.ts';
import { readRun } from '../repositories/run-reader.ts';
import { thinReconstructions } from '../repositories/thin-reconstructions.ts';
import { finishStops, unfinishedStops } from '../steering/finish-stops.ts';
import { claimRun } from './claim-run.ts';
import { endLease } from './end-lease.ts';
import { updateClaimedRun } from './fence.ts';
import { leaveRun } from './leave-run.ts';
import { lostRuns, reclaimRuns } from './reclaim-runs.ts';
import { renewLease } from './renew-lease.ts';
import { lastCheckpoint, rewindInSlices, rewindOrRestart } from './rewind-run.ts';
import { clearSuspicion } from './suspects.ts';
import { unreleasedLeases } from './unreleased-leases.ts';
import type { Witness } from './witness.ts';

export interface LeaseParts {
  readonly appender: PointAppender;
  readonly witness: Witness;
  /** Lock file that every process shares while it stops runs. */
  readonly stopsPath: string;
}

export function leaseRepository(database: Database, { appender, witness, stopsPath }: LeaseParts): LeaseRepository {
  return {
    claim: (worker, options) => claimRun(database, worker, { ...options, witness }),
    lost: () => lostRuns(database, witness),
    unreleased: () => unreleasedLeases(database.reader),
    async reclaim() {
      const reclaimed = await reclaimRuns(database, witness);
      await finishStops(database, stopsPath);
      return reclaimed;
    },
    async unfinishedStops() {
      return Object.freeze((await unfinishedStops(database.reader)).map(({ id }) => id));
    },

    recordExecutor: (claim, { name, reason }) =>
      database.write(async (transaction) => {
        await updateClaimedRun(transaction, claim, { executor: name, executorReason: reason });
      }),

    async heartbeat(claim, { step }) {
      const { wanted } = await database.write((transaction) => renewLease(transaction, claim, { step }, witness), {
        durability: 'process',
      });
      return Object.freeze({ wanted });
    },

    release: (claim, reason) => {
      appender.forget(claim);
      return database.write(async (transaction) => {
        await updateClaimedRun(transaction, claim);
        const event = {
          source: 'worker',
          kind: 'run.released',
          message: `The run was released: ${reason}`,
          data: { attempt: claim.attempt },
        } as const;
        return { state: await leaveRun(transaction, claim, { outcome: 'released', event, now: witness.now() }) };
      });
    },

    finish: (claim, { state, exitReason, keep, keepReconstructions }) => {
      appender.forget(claim);
      return database.write(async (transaction) => {
        const { sweepKey } = await updateClaimedRun(transaction, claim, { state, exitReason, endedAt: BigInt(witness.now()) });
        await endLease(transaction, claim, state, witness.now());
        await clearSuspicion(transaction, claim.key);
        const message = exitReason ?? `The run is ${state}.`;
        await appendEvents(transaction, sweepKey, [
          { source: 'worker', kind: `run.${state}`, message, data: { attempt: claim.attempt }, runKey: claim.key },
        ]);
        // In the same transaction as the end of the run, because an unfinished run needs its checkpoints to resume.
        const released = keep === undefined ? [] : await thinCheckpoints(transaction, claim.key, keep);
        if (keepReconstructions !== undefined) await thinReconstructions(transaction, claim.key, keepReconstructions);
        return released;
      });
    },

    reportLoss: (claim, message) =>
      database.write(async (transaction) => {
        const run = await transaction.run.findUnique({ where: { key: claim.key }, select: { sweepKey: true } });
        // The run has been deleted, so there is no log to append to.
        if (run === null) return;
        await appendEvents(transaction, run.sweepKey, [
          { source: 'worker', kind: 'lease.noticed', message, data: { attempt: claim.attempt }, runKey: claim.key },
        ]);
      }),

    withoutCheckpoint: (claim, checkpoint, reason) => {
      appender.forget(claim);
      return withoutCheckpoint(database, claim, checkpoint, reason);
    },
  };
}

/** Removes an unusable checkpoint and rewinds the claimed run to the previous one. */
async function withoutCheckpoint(
  database: Database,
  claim: Claim,
  checkpoint: number,
  reason: string,
): Promise<{ readonly claim: Claim; readonly released: readonly BlobReference[] }> {
  const { key, attempt } = claim;
  const released = await database.write(async (transaction) => {
    const { sweepKey } = await updateClaimedRun(transaction, claim);
    const others = await transaction.checkpoint.findMany({ where: { runKey: key, key: { not: checkpoint } }, select: { key: true } });
    const forgotten = await forgetCheckpoints(
      transaction,
      key,
      others.map((other) => other.key),
    );
    const { step } = (await lastCheckpoint(transaction, key)) ?? { step: 0 };
    const message = `A checkpoint can't be used, so the run continues from step ${step}: ${reason}`;
    await appendEvents(transaction, sweepKey, [
      { source: 'worker', kind: 'checkpoint.damaged', message, data: { attempt, step }, runKey: key },
    ]);
    return forgotten;
  });
  await rewindInSlices(database, key, Prisma.sql`"state" = 'running' AND "attempt" = ${attempt}`);
  const run = await database.write(async (transaction) => {
    const { sweepKey } = await updateClaimedRun(transaction, claim);
    const { step, events } = await rewindOrRestart(transaction, key);
    await transaction.run.update({ where: { key }, data: { step }, select: { key: true } });
    await transaction.lease.update({
      where: { runKey_attempt: { runKey: key, attempt } },
      data: { fromStep: step },
      select: { runKey: true },
    });
    await appendEvents(
      transaction,
      sweepKey,
      events.map((event) => ({ ...event, runKey: key })),
    );
    return readRun(transaction, key);
  });
  return Object.freeze({ claim: Object.freeze({ ...claim, run }), released });
}
