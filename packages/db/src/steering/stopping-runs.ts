import type { SteeredBy } from '../contract/steering.ts';
import type { FollowingRuns } from './action.ts';
import { stopWaitingRuns } from './stop-waiting-runs.ts';

/** Second part of a stop, after the wanted state is committed: stops waiting runs whose own or whose sweep's wanted state is `stop`. */
export function stoppingRuns(by: Pick<SteeredBy, 'source'>): FollowingRuns {
  return {
    async find(queries, sweepKeys) {
      const rows = await queries.$queryRaw<readonly { readonly key: number }[]>`
        SELECT "Run"."key" FROM json_each(${JSON.stringify(sweepKeys)}) AS "requested"
        CROSS JOIN "Sweep" ON "Sweep"."key" = "requested"."value"
        CROSS JOIN "Run" ON "Run"."sweepKey" = "Sweep"."key"
          AND "kind" IN ('baseline', 'run') AND "state" = 'waiting' AND "Run"."deletedAt" IS NULL
        WHERE 'stop' IN ("Run"."wanted", "Sweep"."wanted")
        ORDER BY "Run"."key"`;
      return rows.map(({ key }) => key);
    },

    async change(transaction, runKeys) {
      const following = await transaction.$queryRaw<readonly { readonly key: number }[]>`
        SELECT "Run"."key" FROM json_each(${JSON.stringify(runKeys)}) AS "requested"
        CROSS JOIN "Run" ON "Run"."key" = "requested"."value"
        CROSS JOIN "Sweep" ON "Sweep"."key" = "Run"."sweepKey"
        WHERE 'stop' IN ("Run"."wanted", "Sweep"."wanted")`;
      const stopped = await stopWaitingRuns(
        transaction,
        following.map(({ key }) => key),
        by,
      );
      return stopped.map(({ sweepKey }) => sweepKey);
    },
  };
}
