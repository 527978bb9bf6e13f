'use client';

import { at, present } from '@hourglass/presentation/at';
import type { NamedEpoch } from '@hourglass/sweeps/metrics';
import { skipToken, useQueries, useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import { isGone } from '#components/gone/is-gone.ts';
import type { Costs } from '#components/pictures/sample-costs.tsx';
import { useTRPC } from '#lib/trpc.ts';
import type { RunRow } from '#wire/run-row.ts';
import type { Columns } from './columns.ts';
import { type ComparisonAddress, comparisonInput } from './comparison-address.ts';
import type { RecordedEpoch } from './recorded-epoch.ts';
import type { ComparisonRow, Member } from './row.ts';
import type { CostsByRun } from './row-cost.ts';

export function useComparedRuns(address: ComparisonAddress) {
  const trpc = useTRPC();
  return useSuspenseQuery(trpc.runs.compare.queryOptions(comparisonInput(address))).data;
}

/** The sweep of a comparison that was deleted while the page was open; null for any other comparison. */
export function useGoneSweep(address: ComparisonAddress): { readonly name: string } | null {
  const trpc = useTRPC();
  const { data, error } = useSuspenseQuery(trpc.runs.compare.queryOptions(comparisonInput(address)));
  const [sweep] = data.sweeps;
  return address.sweep !== null && sweep !== undefined && isGone(error) ? sweep : null;
}

/** Queries the recorded epochs of every run. */
export function useRecordedEpochs(runs: readonly RunRow[]): ReadonlyMap<string, readonly RecordedEpoch[]> {
  const trpc = useTRPC();
  // Memoize `combine`: react-query runs a new function again on every render, which would create a new map.
  const combine = useCallback(
    (results: readonly { readonly data: readonly RecordedEpoch[] | undefined }[]) =>
      new Map(results.flatMap(({ data }, index) => (data === undefined ? [] : [[at(runs, index).id, data] as const]))),
    [runs],
  );
  return useQueries({ queries: runs.map(({ id }) => trpc.reconstructions.list.queryOptions({ run: id })), combine });
}

/** Queries the costs of single samples, by run. The previous epoch's costs stay on screen while the new ones load. */
export function useSampleCosts(members: readonly Member[], columns: Columns | null): CostsByRun {
  const trpc = useTRPC();
  const requested = columns === null ? [] : members.filter(({ shown }) => shown !== null);
  const rows = columns?.worstOf == null ? null : [...columns.testRows];
  const ofProbes = useQueries({
    queries: (rows === null ? requested : []).map(({ run, shown }) => ({
      ...trpc.reconstructions.costs.queryOptions({ run: run.id, epoch: present(shown, 'recorded epoch').epoch }),
      placeholderData: (before: (number | null)[] | undefined) => before,
    })),
    combine: (results) => byRun(requested, results),
  });
  const ofTests = useQueries({
    queries: (rows === null ? [] : requested).map(({ run }) =>
      trpc.testSamples.costs.queryOptions({ run: run.id, at: columns?.at ?? 'last', rows: rows ?? [] }),
    ),
    combine: (results) => byRun(requested, results),
  });
  return rows === null ? ofProbes : ofTests;
}

/**
 * Prefetches the costs of the next rows while the user scrolls. One batched request for many rows is cheaper than one request per row.
 *
 * @param rows rows in list order; null for a heading
 * @param passing index of the first visible row, and whether it scrolls slowly enough to be drawn
 */
export function useCostsAhead(
  rows: readonly (ComparisonRow | null)[],
  columns: Columns | null,
  passing: { readonly first: number; readonly isScrolling: boolean },
): void {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const latest = useRef(rows);
  latest.current = rows;
  const stretch = Math.floor(passing.first / rowsAtOnce);
  const isPrefetching = passing.isScrolling && columns !== null && columns.worstOf === null;
  useEffect(() => {
    if (!isPrefetching) return;
    for (const row of latest.current.slice(stretch * rowsAtOnce, (stretch + 2) * rowsAtOnce)) {
      for (const { run, shown } of row?.members ?? []) {
        if (shown === null) continue;
        void queryClient.prefetchQuery(trpc.reconstructions.costs.queryOptions({ run: run.id, epoch: shown.epoch }));
      }
    }
  }, [trpc, queryClient, stretch, isPrefetching]);
}

/** Rows per batch; more than the window shows. */
const rowsAtOnce = 24;

function byRun(members: readonly Member[], results: readonly { readonly data: Costs | null | undefined }[]): CostsByRun {
  return new Map(results.flatMap(({ data }, index) => (data == null ? [] : [[at(members, index).run.id, data] as const])));
}

/** Queries the samples for the columns: the probe set, or the test samples that a run reconstructs worst. */
export function useColumns(
  probeSetId: string | null,
  { worstOf, at }: { readonly worstOf: string; readonly at: NamedEpoch },
): { readonly columns: Columns | null; readonly error: string | null } {
  const trpc = useTRPC();
  const { data: probeSet } = useQuery({
    ...trpc.reconstructions.probeSet.queryOptions(probeSetId === null ? skipToken : { id: probeSetId }),
  });
  const { data: worst, error } = useQuery({
    ...trpc.testSamples.worst.queryOptions({ run: worstOf, at, count: worstCount }),
    enabled: worstOf !== '',
  });
  if (probeSet === undefined) return { columns: null, error: null };
  if (worstOf === '') return { columns: { probeSet, testRows: probeSet.indices, labels: probeSet.labels, worstOf: null, at }, error: null };
  return {
    columns: worst === undefined ? null : { probeSet, testRows: worst.rows, labels: worst.labels, worstOf, at },
    error: error?.message ?? null,
  };
}

/** Number of worst test samples; small enough to reconstruct them interactively. */
export const worstCount = 50;
