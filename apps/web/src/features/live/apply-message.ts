import type { LiveEvent, LiveMessage } from '#wire/live-message.ts';
import { type Caches, type ChangedRows, changedRows } from './changed-rows.ts';

/** Whatever of these happens to a sweep, the list of sweeps has others on its pages. */
const listKinds = ['sweep.created', 'sweep.deleted', 'sweep.restored', 'sweep.extended'];
/** The same for the runs of a sweep. */
const runKinds = ['sweep.extended', 'sweep.widened', 'run.deleted', 'run.restored'];

/** Writes what a message carries into what is on screen, and tells which rows on screen are to be asked for again. */
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
  // A run learns where it is trained when it starts.
  if (event.kind === 'run.started' || event.kind === 'run.resumed') {
    void queryClient.invalidateQueries(trpc.runs.get.queryFilter({ id: event.run }));
  }
}
