import { wantedStates } from '@hourglass/sweeps/run-state';
import { z } from 'zod';
import type { Queries } from '../client.ts';
import type { QueuedSweep } from '../contract/workers.ts';

const count = z.union([z.number(), z.bigint()]).transform(Number);
const rowsSchema = z.array(
  z
    .object({
      sweep: z.string(),
      name: z.string(),
      wanted: z.enum(wantedStates),
      waiting: count,
      running: count,
      paused: count,
      stepsLeft: count,
      measuredSeconds: z.number(),
      measuredSteps: count,
    })
    .readonly(),
);

/**
 * Sweeps with runs that wait or run, the oldest first, as workers claim them. What was measured is of each run's last attempt: from its claim
 * to its end or its last heartbeat, evaluation and recording included.
 */
export async function readQueue(snapshot: Queries): Promise<readonly QueuedSweep[]> {
  const rows = await snapshot.$queryRaw`
    SELECT "Sweep"."id" AS "sweep", "Sweep"."name", "Sweep"."wanted",
      sum("Run"."state" = 'waiting') AS "waiting",
      sum("Run"."state" = 'running') AS "running",
      sum("Run"."state" = 'waiting' AND "Run"."wanted" = 'pause') AS "paused",
      sum(CASE WHEN "Run"."state" IN ('waiting', 'running') AND "Run"."wanted" = 'run' THEN "Run"."totalSteps" - "Run"."step" ELSE 0 END) AS "stepsLeft",
      coalesce(sum(CASE WHEN "Run"."step" > "Lease"."fromStep"
        THEN coalesce("Lease"."endedAt", "Lease"."heartbeatAt") - "Lease"."claimedAt" END), 0) / 1000.0 AS "measuredSeconds",
      coalesce(sum(CASE WHEN "Run"."step" > "Lease"."fromStep" THEN "Run"."step" - "Lease"."fromStep" END), 0) AS "measuredSteps"
    FROM "Sweep" JOIN "Run" ON "Run"."sweepKey" = "Sweep"."key"
    LEFT JOIN "Lease" ON "Lease"."runKey" = "Run"."key" AND "Lease"."attempt" = "Run"."attempt"
    WHERE "Sweep"."deletedAt" IS NULL AND "Run"."deletedAt" IS NULL AND "Run"."kind" = 'run'
      AND EXISTS (SELECT 1 FROM "Run" AS "Open" WHERE "Open"."sweepKey" = "Sweep"."key" AND "Open"."deletedAt" IS NULL
        AND "Open"."kind" = 'run' AND "Open"."state" IN ('waiting', 'running'))
    GROUP BY "Sweep"."key" ORDER BY "Sweep"."key"`;
  return Object.freeze(rowsSchema.parse(rows));
}
