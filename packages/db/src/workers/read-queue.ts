import { wantedStates } from '@hourglass/sweeps/run-state';
import { z } from 'zod';
import type { Queue } from '../contract/workers.ts';
import type { Query } from '../driver/adapter.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { onlyRow } from '../only-row.ts';

const unfinishedStates = ['waiting', 'running'] as const;

const sweepSchema = z
  .object({
    sweep: z.string(),
    name: z.string(),
    wanted: z.enum(wantedStates),
    waiting: z.number(),
    running: z.number(),
    paused: z.number(),
    stepsLeft: z.number(),
    measuredSeconds: z.number(),
    measuredSteps: z.number(),
  })
  .readonly();

/**
 * Reads the first sweeps with waiting or running runs, in the order in which workers claim them. Measurements cover each run's last
 * attempt, from the claim to its end or last heartbeat, including evaluation and recording.
 */
export function readQueue(query: Query, limit: number): Queue {
  const keys = firstUnfinished(query, limit);
  const rows = query<unknown>(Prisma.sql`
    SELECT "Sweep"."id" AS "sweep", "Sweep"."name", "Sweep"."wanted",
      sum("Run"."state" = 'waiting') AS "waiting",
      sum("Run"."state" = 'running') AS "running",
      sum("Run"."state" = 'waiting' AND "Run"."wanted" = 'pause') AS "paused",
      sum(CASE WHEN "Run"."state" IN ('waiting', 'running') AND "Run"."wanted" = 'run' THEN "Run"."totalSteps" - "Run"."step" ELSE 0 END) AS "stepsLeft",
      coalesce(sum(CASE WHEN "Run"."step" > "Lease"."fromStep"
        THEN coalesce("Lease"."endedAt", "Lease"."heartbeatAt") - "Lease"."claimedAt" END), 0) / 1000.0 AS "measuredSeconds",
      coalesce(sum(CASE WHEN "Run"."step" > "Lease"."fromStep" THEN "Run"."step" - "Lease"."fromStep" END), 0) AS "measuredSteps"
    FROM json_each(${JSON.stringify(keys)}) AS "queued" CROSS JOIN "Sweep" ON "Sweep"."key" = "queued"."value"
    JOIN "Run" ON "Run"."sweepKey" = "Sweep"."key"
    LEFT JOIN "Lease" ON "Lease"."runKey" = "Run"."key" AND "Lease"."attempt" = "Run"."attempt"
    WHERE "Run"."deletedAt" IS NULL AND "Run"."kind" = 'run'
    GROUP BY "Sweep"."key" ORDER BY "Sweep"."key"`);
  const sweeps = Object.freeze(z.array(sweepSchema).parse(rows));
  const waiting = sweeps.reduce((sum, sweep) => sum + sweep.waiting, 0);
  return Object.freeze({ sweeps, ...(sweeps.length < limit ? { total: sweeps.length, waiting } : countUnfinished(query)) });
}

/**
 * Keys of the first sweeps, ascending. Each step of the recursion seeks the next sweep in the index on (state, wanted, kind, sweepKey), so the
 * query reads a few entries for each sweep that it returns, and none of later sweeps.
 */
function firstUnfinished(query: Query, limit: number): readonly number[] {
  const states = JSON.stringify(unfinishedStates);
  return query<{ readonly key: number }>(Prisma.sql`
    WITH RECURSIVE "Next"("sweepKey") AS (
      SELECT -1
      UNION ALL
      SELECT (
        SELECT MIN("first") FROM (
          SELECT (
            SELECT MIN("sweepKey") FROM "Run"
            WHERE "state" = "state"."value" AND "wanted" = "wanted"."value" AND "kind" = 'run' AND "sweepKey" > "Next"."sweepKey"
          ) AS "first"
          FROM json_each(${states}) AS "state" CROSS JOIN json_each(${JSON.stringify(wantedStates)}) AS "wanted"
        )
      )
      FROM "Next" WHERE "sweepKey" IS NOT NULL
    )
    SELECT "Sweep"."key" FROM "Next" CROSS JOIN "Sweep" ON "Sweep"."key" = "Next"."sweepKey"
    WHERE "Sweep"."deletedAt" IS NULL AND EXISTS (
      SELECT 1 FROM "Run" WHERE "sweepKey" = "Sweep"."key" AND "kind" = 'run' AND "state" IN ('waiting', 'running') AND "deletedAt" IS NULL
    )
    LIMIT ${limit}`).map(({ key }) => key);
}

/** Reads a single index: about 30 ms for tens of thousands of runs. */
function countUnfinished(query: Query): Pick<Queue, 'total' | 'waiting'> {
  const rows = query<Pick<Queue, 'total' | 'waiting'>>(Prisma.sql`
    SELECT COUNT(DISTINCT "Run"."sweepKey") AS "total", coalesce(sum("Run"."state" = 'waiting'), 0) AS "waiting"
    FROM "Run" JOIN "Sweep" ON "Sweep"."key" = "Run"."sweepKey"
    WHERE "Run"."kind" = 'run' AND "Run"."state" IN ('waiting', 'running') AND "Run"."deletedAt" IS NULL AND "Sweep"."deletedAt" IS NULL`);
  return onlyRow(rows);
}
