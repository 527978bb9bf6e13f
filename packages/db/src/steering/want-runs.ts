import { isFinished, type Wanted } from '@hourglass/sweeps/run-state';
import type { Queries } from '../client.ts';
import type { SteeredBy } from '../contract/steering.ts';
import { logEvents } from '../repositories/event-log.ts';
import type { RunAction } from './action.ts';
import type { SteeredRun } from './steered-rows.ts';
import { stopWaitingRuns } from './stop-waiting-runs.ts';

const verbs: Readonly<Record<Wanted, string>> = { run: 'resumed', pause: 'paused', stop: 'stopped' };

export function wantRuns(wanted: Wanted, by: SteeredBy): RunAction {
  const endsAtOnce = (run: SteeredRun) => wanted === 'stop' && run.state === 'waiting';
  return {
    decide(run) {
      const { id, state } = run;
      if (isFinished(state)) {
        const other = state === 'failed' || state === 'stopped' ? ` To train it again: ./hourglass runs retry ${id}` : '';
        return { refusal: `Run ${id} is ${state}, so it can't be ${verbs[wanted]}: only a run that waits or runs can.${other}` };
      }
      if (endsAtOnce(run)) return { message: `Run ${id} is stopped.` };
      if (wanted === run.wanted) return { unchanged: `Run ${id} is already requested to ${wanted}.${sweepHint(run, wanted)}` };
      return { message: `${sentence(run, wanted)}${sweepHint(run, wanted)}` };
    },

    async change(transaction, runs) {
      await stopWaitingRuns(
        transaction,
        runs.filter(endsAtOnce).map(({ key }) => key),
        by,
      );
      await setWanted(
        transaction,
        runs.filter((run) => !endsAtOnce(run)),
        wanted,
        by,
      );
    },
  };
}

async function setWanted(transaction: Queries, runs: readonly SteeredRun[], wanted: Wanted, { source }: SteeredBy): Promise<void> {
  const keys = JSON.stringify(runs.map(({ key }) => key));
  await transaction.$executeRaw`UPDATE "Run" SET "wanted" = ${wanted} WHERE "key" IN (SELECT "value" FROM json_each(${keys}))`;
  const events = runs.map((run) => ({
    source,
    kind: eventKinds[wanted],
    message: sentence(run, wanted),
    data: { step: run.step },
    sweepKey: run.sweepKey,
    runKey: run.key,
  }));
  await logEvents(transaction, events);
}

const eventKinds: Readonly<Record<Wanted, string>> = { run: 'run.resume', pause: 'run.pause', stop: 'run.stop' };

function sentence({ id, state }: SteeredRun, wanted: Wanted): string {
  const now = state === 'running' ? 'its worker reacts at its next heartbeat' : 'it waits';
  switch (wanted) {
    case 'run':
      return `Run ${id} continues: a worker resumes it from its last checkpoint.`;
    case 'pause':
      return `Run ${id} is to pause: ${now}.`;
    case 'stop':
      return `Run ${id} is to stop: ${now}.`;
  }
}

/** Explains when the sweep's wanted state overrides the run's. */
function sweepHint({ sweepId, sweepWanted }: SteeredRun, wanted: Wanted): string {
  if (wanted === 'run' && sweepWanted === 'pause')
    return ` Its sweep is requested to pause, so it waits until sweep ${sweepId} is resumed.`;
  if (wanted !== 'stop' && sweepWanted === 'stop')
    return ` Its sweep is requested to stop, so it will stop unless sweep ${sweepId} is resumed.`;
  return '';
}
