import { wantedStates } from '@hourglass/sweeps/run-state';
import type { Database, Queries } from '../client.ts';
import { isShared, shareFile } from '../lock-file.ts';
import { writeInSlices } from '../slices/write-in-slices.ts';
import { stoppingRuns } from './stopping-runs.ts';

/*
 * A stop first sets the sweep's wanted state, then stops its runs in slices. If the process dies in between, another process finishes the
 * stop. Each stopping process holds a shared lock on a file; the operating system releases it when the process ends. While the lock is
 * held, a stop is in progress, so other processes don't work on the same runs and don't delay a later action on the sweep.
 */

/** Runs `work`, which stops runs, while holding the shared lock. */
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
 * Finds sweeps with waiting runs whose wanted state is `stop`. Seeks from one sweep with waiting runs to the next in the index, so it reads
 * one entry per such sweep.
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

/** Finishes stops whose process died, in slices. Does nothing while another stop is in progress. */
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
