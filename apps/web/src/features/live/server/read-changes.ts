import type { Store } from '@hourglass/db';
import { type ChangedRun, type LiveMessage, resetMessage } from '#wire/live-message.ts';

/** With more events than this, the client must refetch everything. */
const maxEvents = 1_000;

/**
 * Reads the events after a cursor, and the runs and sweeps that they affect, in a single statement whose cost is independent of the home's
 * size.
 */
export async function readChanges(store: Store, cursor: number): Promise<LiveMessage> {
  const events = await store.events.after(cursor, maxEvents + 1);
  if (events.length > maxEvents) return resetMessage(await store.events.lastId());
  const runs = new Map(events.flatMap(({ run, sweep }) => (run === null || sweep === null ? [] : [[run, sweep] as const])));
  return {
    cursor: events.at(-1)?.id ?? cursor,
    reset: false,
    events: events.map(({ data: _, ...event }) => event),
    runs: [...runs].map(([id, sweep]) => ({ id, sweep })),
    sweeps: [...new Set(events.flatMap(({ sweep }) => (sweep === null ? [] : [sweep])))],
    workers: null,
    problem: null,
  };
}

/** The progress of active runs, which changes without events. */
export type Progress = Awaited<ReturnType<Store['events']['progress']>>;

/** Runs whose progress differs; all active runs if the previous state is unknown. */
export function movedRuns(before: Progress, now: Progress): readonly ChangedRun[] {
  const known = new Map(before.map((progress) => [progress.run, progress]));
  return now
    .filter(({ run, step, heartbeatAt }) => {
      const last = known.get(run);
      return last === undefined || last.step !== step || last.heartbeatAt !== heartbeatAt;
    })
    .map(({ run, sweep }) => ({ id: run, sweep }));
}
