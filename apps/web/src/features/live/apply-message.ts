import { withEvent } from '#wire/folded-event.ts';
import type { LiveEvent, LiveMessage } from '#wire/live-message.ts';
import { type Answers, type Caches, type ChangedRows, changedRows } from './changed-rows.ts';

/** Events that change which sweeps are in the list, or their pages. */
const listKinds = ['sweep.created', 'sweep.deleted', 'sweep.restored', 'sweep.extended'];
/** Events that change which runs are in a sweep. */
const runKinds = ['sweep.extended', 'sweep.widened', 'run.deleted', 'run.restored'];
/** Events after which the page of a sweep or run no longer exists, or exists again. */
const existenceKinds = ['sweep.deleted', 'sweep.restored', 'run.deleted', 'run.restored'];

/** Applies a message to the query caches, and returns the visible rows that must be refetched. */
export function applyMessage(caches: Caches, message: LiveMessage): ChangedRows {
  const { queryClient, trpc } = caches;
  if (message.reset) {
    caches.outdated.mark([{}]);
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
  if (event.kind === 'labels.replaced') {
    void queryClient.invalidateQueries(trpc.reconstructions.probeSet.queryFilter());
    void queryClient.invalidateQueries(trpc.testSamples.worst.queryFilter());
  }
  if (existenceKinds.includes(event.kind)) checkExistence({ queryClient, trpc }, event);
  if (event.kind === 'run.annotated') readAnnotations({ queryClient, trpc }, event);
  // It may be a clone, which the pages of its parent list.
  if (event.kind === 'sweep.created') {
    void queryClient.invalidateQueries(trpc.sweeps.get.queryFilter());
    void queryClient.invalidateQueries(trpc.runs.get.queryFilter());
  }
  if (event.run === null) return;
  queryClient.setQueryData(trpc.runs.events.queryKey({ id: event.run }), (events) => events && [...withEvent(events, event)]);
  // The environment of a run is only known once it starts.
  if (event.kind === 'run.started' || event.kind === 'run.resumed') {
    void queryClient.invalidateQueries(trpc.runs.get.queryFilter({ id: event.run }));
  }
}

/** Asks again for names, tags and notes of runs. The event of a bulk action names the sweep only. */
function readAnnotations({ queryClient, trpc }: Pick<Caches, 'queryClient' | 'trpc'>, { sweep, run }: LiveEvent): void {
  void queryClient.invalidateQueries(trpc.runs.compare.queryFilter());
  if (sweep !== null) void queryClient.invalidateQueries(trpc.runs.ofSweep.queryFilter({ sweep }));
  void queryClient.invalidateQueries({
    ...trpc.runs.get.queryFilter(),
    predicate: ({ state }) => {
      const shown = state.data as Answers['runs']['get'] | undefined;
      return shown !== undefined && (run === null ? shown.sweep === sweep : shown.id === run);
    },
  });
}

/** Asks again for what an event deleted or restored. A page whose sweep or run is gone then says so. */
function checkExistence({ queryClient, trpc }: Pick<Caches, 'queryClient' | 'trpc'>, { sweep, run }: LiveEvent): void {
  void queryClient.invalidateQueries(trpc.runs.compare.queryFilter());
  void queryClient.invalidateQueries(trpc.difference.get.queryFilter());
  if (run !== null) void queryClient.invalidateQueries(trpc.runs.get.queryFilter({ id: run }));
  if (run !== null || sweep === null) return;
  void queryClient.invalidateQueries(trpc.sweeps.get.queryFilter({ id: sweep }));
  void queryClient.invalidateQueries({
    ...trpc.runs.get.queryFilter(),
    predicate: ({ state }) => (state.data as Answers['runs']['get'] | undefined)?.sweep === sweep,
  });
}
