import type { Wanted } from '@hourglass/sweeps/run-state';
import type { Queries } from '../client.ts';
import type { Claim } from '../contract/leases.ts';
import { effectiveWanted } from './effective-wanted.ts';
import { leaseLost } from './fence.ts';
import { clearSuspicion } from './suspects.ts';
import type { Witness } from './witness.ts';

/** What a worker reports when it renews its lease. */
export interface RenewalData {
  /** The last trained step. A later recording of an earlier step does not lower the stored value. */
  readonly step: number;
  /** Whether the run made progress, which resets its count of worker deaths and clears any suspicion. */
  readonly hasProgressed?: boolean;
  /** JSON object: the environment of this attempt. */
  readonly provenance?: string | undefined;
}

/** The stored state that is returned to the worker. */
export interface RenewedLease {
  readonly sweepKey: number;
  /** The value after this update. */
  readonly provenance: string | null;
  readonly wanted: Wanted;
}

interface Row extends Pick<RenewedLease, 'sweepKey' | 'provenance'> {
  readonly wanted: string;
  readonly deletedAt: bigint | null;
  readonly undoUntil: bigint | null;
  readonly sweepWanted: string;
  readonly sweepDeletedAt: bigint | null;
  readonly sweepUndoUntil: bigint | null;
}

/**
 * Keeps a claim, with the same condition as `updateClaimedRun`: stores the run's progress, extends its lease and reads the wanted state. It
 * is part of every recording, so a worker that records needs no separate heartbeat. This is the most frequent write, so it uses raw SQL:
 * Prisma takes as long to build one statement as SQLite takes to execute all of them.
 *
 * @throws DbError LEASE_LOST
 */
export async function renewLease(
  transaction: Queries,
  claim: Claim,
  { step, hasProgressed = false, provenance }: RenewalData,
  { host, now }: Witness,
): Promise<RenewedLease> {
  const { key, attempt } = claim;
  const [run] = await transaction.$queryRaw<readonly Row[]>`
    UPDATE "Run" SET
      "step" = max("step", ${step}),
      "deaths" = CASE WHEN ${hasProgressed} THEN 0 ELSE "deaths" END,
      "provenance" = coalesce(${provenance ?? null}, "provenance")
    WHERE "key" = ${key} AND "attempt" = ${attempt} AND "state" = 'running'
    RETURNING "sweepKey", "provenance", "wanted", "deletedAt", "undoUntil",
      (SELECT "wanted" FROM "Sweep" WHERE "key" = "Run"."sweepKey") AS "sweepWanted",
      (SELECT "deletedAt" FROM "Sweep" WHERE "key" = "Run"."sweepKey") AS "sweepDeletedAt",
      (SELECT "undoUntil" FROM "Sweep" WHERE "key" = "Run"."sweepKey") AS "sweepUndoUntil"`;
  if (run === undefined) throw leaseLost(claim);
  await transaction.$executeRaw`
    UPDATE "Lease" SET
      "heartbeatAt" = ${now()},
      "heartbeatUptime" = ${host.uptime()},
      "provenance" = coalesce(${provenance ?? null}, "provenance")
    WHERE "runKey" = ${key} AND "attempt" = ${attempt}`;
  if (hasProgressed) await clearSuspicion(transaction, key);
  const { sweepKey, provenance: stored, sweepWanted, sweepDeletedAt, sweepUndoUntil } = run;
  const sweep = { wanted: sweepWanted, deletedAt: sweepDeletedAt, undoUntil: sweepUndoUntil };
  return { sweepKey, provenance: stored, wanted: effectiveWanted(run, sweep) };
}
