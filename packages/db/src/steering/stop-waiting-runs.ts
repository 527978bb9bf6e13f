import type { Queries } from '../client.ts';
import type { SteeredBy } from '../contract/steering.ts';
import { logEvents } from '../repositories/event-log.ts';

interface StoppedRun {
  readonly key: number;
  readonly sweepKey: number;
  readonly step: number;
  readonly exitReason: string;
}

/**
 * Stops the runs that are waiting, because no worker would stop them, and returns them. Executes three statements for any number of runs.
 */
export async function stopWaitingRuns(transaction: Queries, runKeys: readonly number[], by: SteeredBy): Promise<readonly StoppedRun[]> {
  if (runKeys.length === 0) return [];
  const stopped = await transaction.$queryRaw<readonly StoppedRun[]>`
    UPDATE "Run" SET
      "state" = 'stopped', "wanted" = 'stop', "endedAt" = ${Date.now()},
      "exitReason" = CASE "step" WHEN 0 THEN 'Stopped on request before it started.' ELSE 'Stopped on request at step ' || "step" || '.' END
    WHERE "key" IN (SELECT "value" FROM json_each(${JSON.stringify(runKeys)})) AND "state" = 'waiting' AND "deletedAt" IS NULL
    RETURNING "key", "sweepKey", "step", "exitReason"`;
  await logEvents(
    transaction,
    stopped.map(({ key, sweepKey, step, exitReason }) => ({
      source: by.source,
      kind: 'run.stopped',
      message: exitReason,
      data: { step },
      sweepKey,
      runKey: key,
    })),
  );
  return stopped;
}
