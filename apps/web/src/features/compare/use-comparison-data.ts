'use client';

import { useQueries, useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useTRPC } from '#lib/trpc.ts';
import type { RunRow } from '../runs/server/run-row.ts';
import { type ComparisonAddress, comparisonInput } from './comparison-address.ts';
import type { ComparisonRow, RecordedEpoch } from './prepare-comparison.ts';

export function useComparedRuns(address: ComparisonAddress) {
  const trpc = useTRPC();
  return useSuspenseQuery(trpc.runs.compare.queryOptions(comparisonInput(address))).data;
}

/** Recorded epochs by run. */
export function useRecordedEpochs(runs: readonly RunRow[]): ReadonlyMap<string, readonly RecordedEpoch[]> {
  const trpc = useTRPC();
  return useQueries({
    queries: runs.map(({ id }) => trpc.reconstructions.list.queryOptions({ run: id })),
    combine: (results) =>
      new Map(results.flatMap(({ data }, index) => (data === undefined ? [] : [[runs[index]?.id ?? '', data] as const]))),
  });
}

/** Costs of single samples at the epoch that a row shows, by run. While those of another epoch load, the ones before stay. */
export function useSampleCosts(rows: readonly ComparisonRow[]): ReadonlyMap<string, readonly (number | null)[]> {
  const trpc = useTRPC();
  const shown = rows.flatMap(({ run, shown: picture }) => (picture === null ? [] : [{ run: run.id, epoch: picture.epoch }]));
  return useQueries({
    queries: shown.map((input) => ({
      ...trpc.reconstructions.costs.queryOptions(input),
      placeholderData: (before: (number | null)[] | undefined) => before,
    })),
    combine: (results) =>
      new Map(results.flatMap(({ data }, index) => (data === undefined ? [] : [[shown[index]?.run ?? '', data] as const]))),
  });
}

export function useProbeSet(id: string | null) {
  const trpc = useTRPC();
  return useQuery({ ...trpc.reconstructions.probeSet.queryOptions({ id: id ?? '' }), enabled: id !== null });
}
