import { setTimeout as sleep } from 'node:timers/promises';
import type { Run, Store } from '@hourglass/db';
import { isFinished } from '@hourglass/sweeps';

/** Interval between two reads, in milliseconds. */
const interval = 300;

/**
 * Yields the sweep's runs, first at once and then after each change, until none can change any more (finished, or paused by a person) or the signal
 * aborts. Reads complete rows only after an event; between events, it reads only the steps of running runs.
 */
export async function* watchSweep(store: Store, sweep: string, signal: AbortSignal): AsyncGenerator<readonly Run[]> {
  let cursor = await store.events.lastId();
  let runs = await store.runs.list({ sweep });
  yield runs;
  while (!signal.aborted && (await canChange(store, sweep, runs))) {
    await sleep(interval);
    const news = await store.events.after(cursor, 10_000);
    cursor = news.at(-1)?.id ?? cursor;
    if (news.some((event) => event.sweep === sweep)) runs = await store.runs.list({ sweep });
    const steps = new Map((await store.events.progress()).map(({ run, step }) => [run, step]));
    runs = runs.map((run) => ({ ...run, step: steps.get(run.id) ?? run.step }));
    yield runs;
  }
}

async function canChange(store: Store, sweep: string, runs: readonly Run[]): Promise<boolean> {
  if (runs.some(({ state }) => state === 'running')) return true;
  if (!runs.some(({ state, wanted }) => !isFinished(state) && wanted === 'run')) return false;
  return (await store.sweeps.get(sweep)).wanted === 'run';
}
