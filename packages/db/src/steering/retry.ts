import type { RunState } from '@hourglass/sweeps/run-state';
import type { Queries } from '../client.ts';
import type { SteeredBy } from '../contract/steering.ts';
import { logEvents } from '../repositories/event-log.ts';
import type { FollowingRuns, RunAction, SweepAction } from './action.ts';
import { readSteeredRuns, type SteeredRun } from './steered-rows.ts';

const retriedStates = ['failed', 'stopped'] as const satisfies RunState[];

export interface RetriedBy extends SteeredBy {
  readonly fromStart: boolean;
}

/** Returns failed and stopped runs to `waiting`. The next claim resumes each from its last checkpoint, or starts it from the beginning. */
export function retryRuns(by: RetriedBy): RunAction {
  /**
   * Sweeps that this action has resumed. If one is wanted to stop again, another action stopped it meanwhile, and that stop takes
   * precedence.
   */
  const resumed = new Set<number>();
  return {
    decide(run) {
      const { id, state } = run;
      if (!canBeRetried(run)) {
        return { refusal: `Run ${id} is ${state}, so it can't be retried: only a run that is ${retriedStates.join(' or ')} can.` };
      }
      if (run.sweepWanted === 'stop' && resumed.has(run.sweepKey)) {
        return { refusal: `Run ${id} stays ${state}, because its sweep ${run.sweepId} was stopped meanwhile.` };
      }
      return { message: `Run ${id} waits again.` };
    },

    async change(transaction, runs) {
      const sweepKeys = [...new Set(runs.map(({ sweepKey }) => sweepKey))];
      await resumeStopped(transaction, sweepKeys);
      for (const key of sweepKeys) resumed.add(key);
      await requeue(transaction, runs, by);
    },
  };
}

/** Returns all failed and stopped runs of sweeps to `waiting`. */
export function retrySweeps(by: RetriedBy): SweepAction & { readonly runs: FollowingRuns } {
  return {
    decide({ id, counts }) {
      if (counts.failed + counts.stopped === 0) {
        return { refusal: `No run of sweep ${id} is ${retriedStates.join(' or ')}, so there is nothing to retry.` };
      }
      return { message: (retried) => `${retried} runs of sweep ${id} wait again.` };
    },

    change: (transaction, sweeps) =>
      resumeStopped(
        transaction,
        sweeps.map(({ key }) => key),
      ),

    runs: {
      async find(queries, sweepKeys) {
        const rows = await queries.$queryRaw<readonly { readonly key: number }[]>`
          SELECT "key" FROM "Run"
          WHERE "sweepKey" IN (SELECT "value" FROM json_each(${JSON.stringify(sweepKeys)}))
            AND "state" IN (SELECT "value" FROM json_each(${JSON.stringify(retriedStates)})) AND "deletedAt" IS NULL
          ORDER BY "key"`;
        return rows.map(({ key }) => key);
      },

      async change(transaction, runKeys) {
        const runs = (await readSteeredRuns(transaction, runKeys)).filter((run) => canBeRetried(run) && run.sweepWanted !== 'stop');
        await requeue(transaction, runs, by);
        return runs.map(({ sweepKey }) => sweepKey);
      },
    },
  };
}

function canBeRetried({ state, isDeleted }: SteeredRun): boolean {
  return !isDeleted && retriedStates.some((retried) => retried === state);
}

/** Resumes stopped sweeps, so that their retried runs can be claimed. */
async function resumeStopped(transaction: Queries, sweepKeys: readonly number[]): Promise<void> {
  await transaction.$executeRaw`
    UPDATE "Sweep" SET "wanted" = 'run', "wantedReason" = NULL
    WHERE "key" IN (SELECT "value" FROM json_each(${JSON.stringify(sweepKeys)})) AND "wanted" = 'stop'`;
}

async function requeue(transaction: Queries, runs: readonly SteeredRun[], { source, fromStart }: RetriedBy): Promise<void> {
  const keys = JSON.stringify(runs.map(({ key }) => key));
  await transaction.$executeRaw`
    UPDATE "Run" SET "state" = 'waiting', "wanted" = 'run', "exitReason" = NULL, "endedAt" = NULL, "deaths" = 0
    WHERE "key" IN (SELECT "value" FROM json_each(${keys}))`;
  const again = fromStart ? 'The run waits to start over' : 'The run waits again';
  const events = runs.map(({ key, sweepKey, state, exitReason }) => ({
    source,
    kind: 'run.retried',
    message: `${again}: it was ${state}${exitReason === null ? '.' : `, because: ${exitReason}`}`,
    sweepKey,
    runKey: key,
  }));
  await logEvents(transaction, events);
}
