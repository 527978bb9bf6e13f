import type { RunStatus } from '#wire/run-row.ts';
import type { SweepRow } from '#wire/sweep-row.ts';
import type { Answers, Caches } from './changed-rows.ts';

/** Writes a sweep's current state into every cached query that contains it. */
export function patchSweep({ queryClient, trpc }: Caches, sweep: SweepRow): void {
  queryClient.setQueriesData<Answers['sweeps']['list']>(
    trpc.sweeps.list.queryFilter(),
    (page) => page && { ...page, sweeps: page.sweeps.map((row) => (row.id === sweep.id ? sweep : row)) },
  );
  queryClient.setQueryData(trpc.sweeps.get.queryKey({ id: sweep.id }), (before) => before && { ...before, ...sweep });
}

/** Writes a run's current state into every cached query that contains it, and fetches its new recordings. */
export function patchRun({ queryClient, trpc }: Caches, run: RunStatus, refreshEpochs: (run: string) => void): void {
  const known = queryClient.getQueryData(trpc.runs.ofSweep.queryKey({ sweep: run.sweep }));
  const before = known?.runs.find(({ id }) => id === run.id) ?? queryClient.getQueryData(trpc.runs.get.queryKey({ id: run.id }));
  queryClient.setQueryData(trpc.runs.ofSweep.queryKey({ sweep: run.sweep }), (data) => data && { ...data, runs: merge(data.runs, run) });
  queryClient.setQueriesData<Answers['runs']['compare']>(
    trpc.runs.compare.queryFilter(),
    (data) => data && { ...data, runs: merge(data.runs, run), baselines: merge(data.baselines, run) },
  );
  queryClient.setQueriesData<Answers['runs']['get']>(
    trpc.runs.get.queryFilter(),
    (data) => data && { ...(data.id === run.id ? { ...data, ...run } : data), baselines: merge(data.baselines, run) },
  );
  if (before === undefined || before.lastReconstructionEpoch !== run.lastReconstructionEpoch || before.attempt !== run.attempt) {
    void queryClient.invalidateQueries(trpc.reconstructions.list.queryFilter({ run: run.id }));
  }
  // The page's runs may be newer than its epochs: if an epoch ended between the two reads, the cost is already known although its epoch is
  // missing.
  // Another attempt may have removed epochs.
  if (before?.attempt !== run.attempt) void queryClient.invalidateQueries(trpc.runs.epochs.queryFilter({ id: run.id }));
  else if (changedFields.some((field) => before[field] !== run[field])) refreshEpochs(run.id);
}

/** Fields that change when an epoch ends. Without validation samples there is no validation cost. */
const changedFields = ['lastValidationCost', 'lastTestCost', 'lastTrainCost', 'state'] as const;

function merge<Row extends RunStatus>(rows: readonly Row[], run: RunStatus): Row[] {
  return rows.map((row) => (row.id === run.id ? { ...row, ...run } : row));
}
