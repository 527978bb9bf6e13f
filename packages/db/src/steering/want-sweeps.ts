import type { Wanted } from '@hourglass/sweeps/run-state';
import type { SteeredBy } from '../contract/steering.ts';
import { logEvents } from '../repositories/event-log.ts';
import type { SweepAction } from './action.ts';
import type { SteeredSweep } from './steered-rows.ts';
import { stoppingRuns } from './stopping-runs.ts';

/** Pausing and resuming change only the sweep; its runs follow it. Stopping also stops its waiting runs. */
export function wantSweeps(wanted: Wanted, by: SteeredBy): SweepAction {
  const reason = by.reason ?? null;
  return {
    decide(sweep) {
      const { id, counts } = sweep;
      const isStopping = counts.waiting === 0 && counts.running > 0;
      if (sweep.wanted === wanted && (wanted !== 'stop' || isStopping)) {
        return { unchanged: `Sweep ${id} is already requested to ${wanted}.` };
      }
      // A worker pauses a sweep when the budget is exceeded, without knowing that a person has stopped it meanwhile.
      if (by.source === 'worker' && wanted === 'pause' && sweep.wanted === 'stop') {
        return { unchanged: `Sweep ${id} is already requested to stop.` };
      }
      if (counts.waiting + counts.running === 0 && wanted !== 'run') {
        return { refusal: `Every run of sweep ${id} is finished, so there is nothing to ${wanted}.` };
      }
      return { message: (stopped) => reason ?? sentences[wanted](sweep, stopped) };
    },

    async change(transaction, sweeps) {
      const keys = JSON.stringify(sweeps.map(({ key }) => key));
      await transaction.$executeRaw`
        UPDATE "Sweep" SET "wanted" = ${wanted}, "wantedReason" = ${reason} WHERE "key" IN (SELECT "value" FROM json_each(${keys}))`;
      const events = sweeps
        // A repeated stop, which completes an interrupted one, appends no second event.
        .filter((sweep) => sweep.wanted !== wanted)
        .map((sweep) => ({
          source: by.source,
          kind: eventKinds[wanted],
          message: reason ?? sentences[wanted](sweep, sweep.counts.waiting),
          sweepKey: sweep.key,
        }));
      await logEvents(transaction, events);
    },

    ...(wanted === 'stop' ? { runs: stoppingRuns(by) } : {}),
  };
}

const eventKinds: Readonly<Record<Wanted, string>> = { run: 'sweep.resume', pause: 'sweep.pause', stop: 'sweep.stop' };

const sentences: Readonly<Record<Wanted, (sweep: SteeredSweep, stopped: number) => string>> = {
  run: ({ id, counts }) => `Sweep ${id} continues; waiting runs: ${counts.waiting}.`,
  pause: ({ id, counts }) => `Sweep ${id} is paused${counts.running > 0 ? '; running runs are checkpointed at their next heartbeat' : ''}.`,
  stop: ({ id, counts }, stopped) =>
    `Sweep ${id} is stopped; waiting runs stopped: ${stopped}${counts.running > 0 ? `, running runs to stop at their next heartbeat: ${counts.running}` : ''}.`,
};
