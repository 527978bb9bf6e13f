import { wantedStates } from '@hourglass/sweeps/run-state';
import type { Database, Queries } from '../client.ts';
import { isShared, shareFile } from '../lock-file.ts';
import { writeInSlices } from '../slices/write-in-slices.ts';
import { stoppingRuns } from './stopping-runs.ts';

/*
 * A stop stores the wish for a sweep first, then ends its runs in slices. What a process leaves that dies in between, others finish. Whoever
 * stops shares a lock file, which the system gives back when a process ends, in whatever way: while somebody shares it, a stop is in
 * progress, and nobody else works on the same runs or holds up a later wish for the sweep.
 */

/** Stops with this file shared. */
export async function whileStopping<Result>(lockPath: string, work: () => Promise<Result>): Promise<Result> {
  const lock = shareFile(lockPath);
  try {
    return await work();
  } finally {
    lock.release();
  }
}

interface StoppedSweep {
  readonly key: number;
  readonly id: string;
}

/**
 * Sweeps with runs that wait although they are wanted to stop. Goes from one sweep with waiting runs to the next in the index of what waits,
 * so that it reads one entry for each of those sweeps, and none where nothing waits.
 */
export function unfinishedStops(queries: Queries): Promise<readonly StoppedSweep[]> {
  return queries.$queryRaw<StoppedSweep[]>`
    WITH RECURSIVE
      "kinds" AS (
        SELECT "wanted"."value" AS "wanted", "kind"."value" AS "kind"
        FROM json_each(${JSON.stringify(wantedStates)}) AS "wanted" CROSS JOIN json_each('["baseline", "run"]') AS "kind"),
      "waiting" AS (
        SELECT "wanted", "kind", (
          SELECT min("sweepKey") FROM "Run"
          WHERE "state" = 'waiting' AND "Run"."wanted" = "kinds"."wanted" AND "Run"."kind" = "kinds"."kind") AS "sweepKey"
        FROM "kinds"
        UNION ALL
        SELECT "wanted", "kind", (
          SELECT min("sweepKey") FROM "Run"
          WHERE "state" = 'waiting' AND "Run"."wanted" = "waiting"."wanted" AND "Run"."kind" = "waiting"."kind"
            AND "Run"."sweepKey" > "waiting"."sweepKey")
        FROM "waiting" WHERE "sweepKey" IS NOT NULL)
    SELECT DISTINCT "Sweep"."key", "Sweep"."id"
    FROM "waiting" CROSS JOIN "Sweep" ON "Sweep"."key" = "waiting"."sweepKey" AND 'stop' IN ("waiting"."wanted", "Sweep"."wanted")
    WHERE EXISTS (
      SELECT 1 FROM "Run"
      WHERE "state" = 'waiting' AND "Run"."wanted" = "waiting"."wanted" AND "Run"."kind" = "waiting"."kind"
        AND "Run"."sweepKey" = "Sweep"."key" AND "Run"."deletedAt" IS NULL)
    ORDER BY "Sweep"."key"`;
}

/** Finishes stops whose processes died, slice by slice. */
export async function finishStops(database: Database, lockPath: string): Promise<void> {
  const found = await unfinishedStops(database.reader);
  if (found.length === 0 || isShared(lockPath)) return;
  const { find, change } = stoppingRuns({ source: 'worker' });
  await whileStopping(lockPath, async () => {
    const keys = await find(
      database.reader,
      found.map(({ key }) => key),
    );
    await writeInSlices(database, keys, change);
  });
}
