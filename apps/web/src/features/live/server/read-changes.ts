import type { Store, StoredEvent } from '@hourglass/db';
import { type LiveMessage, resetMessage } from '#wire/live-message.ts';
import { type RunStatus, toRunStatus } from '#wire/run-row.ts';
import { toSweepRow } from '#wire/sweep-row.ts';

/** More events than this are not told one by one. */
const mostEvents = 1_000;

/**
 * What happened after an event, with every run and sweep that it touched as they stand now.
 *
 * @param alsoRuns runs to tell of whatever the events say: those that are being trained move between events
 */
export async function readChanges(store: Store, cursor: number, alsoRuns: readonly string[] = []): Promise<LiveMessage> {
  const events = await store.events.after(cursor, mostEvents + 1);
  if (events.length > mostEvents) return resetMessage(await store.events.lastId());
  const runs = await store.runs.getMany(distinct([...alsoRuns, ...events.map(({ run }) => run)]));
  const sweeps = await store.sweeps.getMany(distinct(events.map(({ sweep }) => sweep)));
  return {
    cursor: events.at(-1)?.id ?? cursor,
    reset: false,
    events: events.map(({ data: _, ...event }: StoredEvent) => event),
    runs: runs.map(toRunStatus),
    sweeps: sweeps.map(toSweepRow),
    workers: null,
    problem: null,
  };
}

/** Leaves out the runs that stand as they were last told of. `told` is brought up to date, and forgets runs that ended. */
export function onlyChanged(runs: readonly RunStatus[], told: Map<string, string>): readonly RunStatus[] {
  return runs.filter((run) => {
    const text = JSON.stringify(run);
    if (told.get(run.id) === text) return false;
    if (run.endedAt === null) told.set(run.id, text);
    else told.delete(run.id);
    return true;
  });
}

function distinct(ids: readonly (string | null)[]): string[] {
  return [...new Set(ids)].filter((id) => id !== null);
}
