import type { Wanted } from '@hourglass/sweeps/run-state';
import type { Queries } from '../client.ts';
import type { Claim } from '../contract/leases.ts';
import { leaseLost } from './fence.ts';
import { wishOf } from './wish.ts';
import type { Witness } from './witness.ts';

/** How far a worker is with a claimed run. */
export interface Progress {
  /** The last step that was trained; a recording of an earlier one that comes later takes nothing back. */
  readonly step: number;
  /** Whether it got past what its workers died of, if they did. */
  readonly gotOn?: boolean;
  /** JSON object: where this attempt runs. */
  readonly provenance?: string | undefined;
}

/** What a worker hears back. */
export interface KeptClaim {
  readonly sweepKey: number;
  /** As it is stored now. */
  readonly provenance: string | null;
  readonly wanted: Wanted;
}

interface Row extends Pick<KeptClaim, 'sweepKey' | 'provenance'> {
  readonly wanted: string;
  readonly deletedAt: bigint | null;
  readonly undoUntil: bigint | null;
  readonly sweepWanted: string;
  readonly sweepDeletedAt: bigint | null;
  readonly sweepUndoUntil: bigint | null;
}

/**
 * Keeps a claim: conditional on it as `updateClaimedRun` is, records how far the run is, extends its lease, and reads what a person wants.
 * Part of every recording, so that a worker that records needs no other heartbeat. Raw SQL, because it is the most frequent write, and
 * Prisma takes as long to build a statement as SQLite needs to execute all of them.
 *
 * @throws DbError LEASE_LOST
 */
export async function keepClaim(
  transaction: Queries,
  claim: Claim,
  { step, gotOn = false, provenance }: Progress,
  { host, now }: Witness,
): Promise<KeptClaim> {
  const { key, attempt } = claim;
  const [run] = await transaction.$queryRaw<readonly Row[]>`
    UPDATE "Run" SET
      "step" = max("step", ${step}),
      "deaths" = CASE WHEN ${gotOn} THEN 0 ELSE "deaths" END,
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
  const { sweepKey, provenance: stored, sweepWanted, sweepDeletedAt, sweepUndoUntil } = run;
  const sweep = { wanted: sweepWanted, deletedAt: sweepDeletedAt, undoUntil: sweepUndoUntil };
  return { sweepKey, provenance: stored, wanted: wishOf(run, sweep) };
}
