import type { QueryClient } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import type { TRPCOptionsProxy } from '@trpc/tanstack-react-query';
import { isNoticeRequested } from '#components/finish-notice/requested-notices.ts';
import type { AppRouter } from '#lib/trpc.ts';
import type { ChangedRun, LiveMessage } from '#wire/live-message.ts';
import type { outdatedRequests } from './refetch-outdated.ts';

export type Answers = inferRouterOutputs<AppRouter>;

export interface Caches {
  readonly queryClient: QueryClient;
  readonly trpc: TRPCOptionsProxy<AppRouter>;
  /** Requests in flight that must be repeated, because their data changes meanwhile. */
  readonly outdated: ReturnType<typeof outdatedRequests>;
}

/** Ids of visible rows whose data is outdated. */
export interface ChangedRows {
  readonly runs: readonly string[];
  readonly sweeps: readonly string[];
}

/**
 * Returns the visible rows among the changed ones. Invalidates the other cached queries, so that they are refetched when they become
 * visible.
 */
export function changedRows(caches: Caches, { runs, sweeps }: Pick<LiveMessage, 'runs' | 'sweeps'>): ChangedRows {
  const shown = { runs: shownRuns(caches), sweeps: shownSweeps(caches) };
  markRequests(caches, { runs, sweeps });
  for (const run of runs) followRun(caches, run, shown.runs.has(run.id));
  if (sweeps.length > 0) markAsOld(caches, [caches.trpc.sweeps.list.queryFilter()]);
  markAsOld(
    caches,
    sweeps.map((id) => caches.trpc.sweeps.get.queryFilter({ id })),
  );
  return {
    runs: runs.flatMap(({ id }) => (shown.runs.has(id) ? [id] : [])),
    sweeps: sweeps.filter((id) => shown.sweeps.has(id) || isNoticeRequested(id)),
  };
}

/** Responses of requests in flight may contain the old state of a changed row. */
function markRequests({ trpc, outdated }: Caches, { runs, sweeps }: Pick<LiveMessage, 'runs' | 'sweeps'>): void {
  if (runs.length > 0) outdated.mark([trpc.runs.compare.queryFilter(), trpc.runs.get.queryFilter()]);
  for (const { id, sweep } of runs) {
    outdated.mark([
      trpc.runs.ofSweep.queryFilter({ sweep }),
      trpc.runs.epochs.queryFilter({ id }),
      trpc.runs.events.queryFilter({ id }),
      trpc.reconstructions.list.queryFilter({ run: id }),
    ]);
  }
  if (sweeps.length > 0) outdated.mark([trpc.sweeps.list.queryFilter()]);
  outdated.mark(sweeps.map((id) => trpc.sweeps.get.queryFilter({ id })));
}

const active = { type: 'active' } as const;

function shownRuns({ queryClient, trpc }: Caches): ReadonlySet<string> {
  const ofSweeps = queryClient.getQueriesData<Answers['runs']['ofSweep']>({ ...trpc.runs.ofSweep.queryFilter(), ...active });
  const compared = queryClient.getQueriesData<Answers['runs']['compare']>({ ...trpc.runs.compare.queryFilter(), ...active });
  const single = queryClient.getQueriesData<Answers['runs']['get']>({ ...trpc.runs.get.queryFilter(), ...active });
  return new Set([
    ...ofSweeps.flatMap(([, data]) => data?.runs.map(({ id }) => id) ?? []),
    ...compared.flatMap(([, data]) => (data === undefined ? [] : [...data.runs, ...data.baselines].map(({ id }) => id))),
    ...single.flatMap(([, data]) => (data === undefined ? [] : [data.id, ...data.baselines.map(({ id }) => id)])),
  ]);
}

function shownSweeps({ queryClient, trpc }: Caches): ReadonlySet<string> {
  const lists = queryClient.getQueriesData<Answers['sweeps']['list']>({ ...trpc.sweeps.list.queryFilter(), ...active });
  const single = queryClient.getQueriesData<Answers['sweeps']['get']>({ ...trpc.sweeps.get.queryFilter(), ...active });
  return new Set([
    ...lists.flatMap(([, data]) => data?.sweeps.map(({ id }) => id) ?? []),
    ...single.flatMap(([, data]) => (data === undefined ? [] : [data.id])),
  ]);
}

function followRun(caches: Caches, { id, sweep }: ChangedRun, isShown: boolean): void {
  const { queryClient, trpc } = caches;
  const ofSweep = trpc.runs.ofSweep.queryFilter({ sweep });
  const known = queryClient.getQueryData(trpc.runs.ofSweep.queryKey({ sweep }));
  // Refetch if the run is new in its sweep.
  if (known !== undefined && !known.runs.some((run) => run.id === id)) void queryClient.invalidateQueries(ofSweep);
  markAsOld(caches, [ofSweep, trpc.runs.get.queryFilter({ id }), trpc.runs.compare.queryFilter()]);
  if (!isShown) markAsOld(caches, [trpc.runs.epochs.queryFilter({ id }), trpc.reconstructions.list.queryFilter({ run: id })]);
}

function markAsOld({ queryClient }: Caches, filters: readonly Parameters<QueryClient['invalidateQueries']>[0][]): void {
  for (const filter of filters) void queryClient.invalidateQueries({ ...filter, type: 'inactive', refetchType: 'none' });
}
