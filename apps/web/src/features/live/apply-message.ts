import type { LiveEvent, LiveMessage } from '#wire/live-message.ts';
import { type Caches, type ChangedRows, changedRows } from './changed-rows.ts';

/** Events that change which sweeps are in the list, or their pages. */
const listKinds = ['sweep.created', 'sweep.deleted', 'sweep.restored', 'sweep.extended'];
/** Events that change which runs are in a sweep. */
const runKinds = ['sweep.extended', 'sweep.widened', 'run.deleted', 'run.restored'];

/** Applies a message to the query caches, and returns the visible rows that must be refetched. */
export function applyMessage(caches: Caches, message: LiveMessage): ChangedRows {
  const { queryClient, trpc } = caches;
  if (message.reset) {
    void queryClient.invalidateQueries();
    return { runs: [], sweeps: [] };
  }
  if (message.events.some(({ kind }) => listKinds.includes(kind))) void queryClient.invalidateQueries(trpc.sweeps.list.queryFilter());
  for (const event of message.events) addEvent(caches, event);
  if (message.workers !== null) queryClient.setQueryData(trpc.system.workers.queryKey(), [...message.workers]);
  return changedRows(caches, message);
}

function addEvent({ queryClient, trpc }: Caches, event: LiveEvent): void {
  if (runKinds.includes(event.kind) && event.sweep !== null) {
    void queryClient.invalidateQueries(trpc.runs.ofSweep.queryFilter({ sweep: event.sweep }));
  }
  if (event.run === null) return;
  queryClient.setQueryData(trpc.runs.events.queryKey({ id: event.run }), (events) =>
    events === undefined || events.some(({ id }) => id === event.id) ? events : [...events, event],
  );
  // The environment of a run is only known once it starts.
  if (event.kind === 'run.started' || event.kind === 'run.resumed') {
    void queryClient.invalidateQueries(trpc.runs.get.queryFilter({ id: event.run }));
  }
}
