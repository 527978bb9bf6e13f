import type { QueryClient } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import type { TRPCOptionsProxy } from '@trpc/tanstack-react-query';
import type { AppRouter } from '#lib/trpc.ts';
import type { LiveEvent, LiveMessage } from '#wire/live-message.ts';
import type { RunStatus } from '#wire/run-row.ts';

type Comparison = inferRouterOutputs<AppRouter>['runs']['compare'];

export interface Caches {
  readonly queryClient: QueryClient;
  readonly trpc: TRPCOptionsProxy<AppRouter>;
}

/** Writes what a message tells into what is on screen, and asks again only for what it does not carry. */
export function applyMessage(caches: Caches, message: LiveMessage): void {
  if (message.reset) {
    void caches.queryClient.invalidateQueries();
    return;
  }
  patchSweeps(caches, message);
  for (const run of message.runs) patchRun(caches, run);
  for (const event of message.events) addEvent(caches, event);
  if (message.workers !== null) {
    caches.queryClient.setQueryData(caches.trpc.system.workers.queryKey(), [...message.workers]);
    void caches.queryClient.invalidateQueries(caches.trpc.system.queue.queryFilter());
  }
}

function patchSweeps({ queryClient, trpc }: Caches, { sweeps }: LiveMessage): void {
  for (const sweep of sweeps) {
    queryClient.setQueryData(trpc.sweeps.list.queryKey(), (rows) =>
      rows === undefined || rows.some(({ id }) => id === sweep.id)
        ? rows?.map((row) => (row.id === sweep.id ? sweep : row))
        : [sweep, ...rows],
    );
    queryClient.setQueryData(trpc.sweeps.get.queryKey({ id: sweep.id }), (before) => before && { ...before, ...sweep });
  }
}

function patchRun({ queryClient, trpc }: Caches, run: RunStatus): void {
  const ofSweep = trpc.runs.ofSweep.queryFilter({ sweep: run.sweep });
  const known = queryClient.getQueryData(trpc.runs.ofSweep.queryKey({ sweep: run.sweep }));
  const before = known?.runs.find(({ id }) => id === run.id) ?? queryClient.getQueryData(trpc.runs.get.queryKey({ id: run.id }));
  if (queryClient.isFetching(ofSweep) > 0 || (known !== undefined && !known.runs.some(({ id }) => id === run.id))) {
    void queryClient.invalidateQueries(ofSweep);
  }
  queryClient.setQueryData(trpc.runs.ofSweep.queryKey({ sweep: run.sweep }), (data) => data && { ...data, runs: merge(data.runs, run) });
  queryClient.setQueriesData<Comparison>(
    trpc.runs.compare.queryFilter(),
    (data) => data && { ...data, runs: merge(data.runs, run), baselines: merge(data.baselines, run) },
  );
  queryClient.setQueryData(
    trpc.runs.get.queryKey({ id: run.id }),
    (data) => data && { ...data, ...run, baselines: merge(data.baselines, run) },
  );
  if (before === undefined || before.lastReconstructionEpoch !== run.lastReconstructionEpoch || before.attempt !== run.attempt) {
    void queryClient.invalidateQueries(trpc.reconstructions.list.queryFilter({ run: run.id }));
  }
  // The runs of a page can be read a moment after their epochs: where one ended in between, its cost is known and it is not.
  const { lastValidationCost, attempt, state } = run;
  if (before?.lastValidationCost !== lastValidationCost || before.attempt !== attempt || before.state !== state) {
    void queryClient.invalidateQueries(trpc.runs.epochs.queryFilter({ id: run.id }));
  }
}

function merge<Row extends RunStatus>(rows: readonly Row[], run: RunStatus): Row[] {
  return rows.map((row) => (row.id === run.id ? { ...row, ...run } : row));
}

function addEvent({ queryClient, trpc }: Caches, event: LiveEvent): void {
  if (event.kind === 'sweep.deleted') void queryClient.invalidateQueries(trpc.sweeps.list.queryFilter());
  if (['sweep.extended', 'sweep.widened', 'run.deleted', 'run.restored'].includes(event.kind) && event.sweep !== null) {
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
