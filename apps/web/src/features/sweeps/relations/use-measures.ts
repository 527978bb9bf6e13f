'use client';

import type { Ranking } from '@hourglass/model/metrics';
import { isFinished } from '@hourglass/sweeps';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTRPC } from '#lib/trpc.ts';
import type { RunRow } from '#wire/run-row.ts';
import { costColumnOf, costOf, defaultMeasure, type Measure, measuresOf } from './measure.ts';

/** How often a metric is fetched again while runs are trained, in milliseconds. Costs arrive with the runs. */
const interval = 5_000;

interface MeasuresInput {
  readonly sweep: string;
  readonly ranking: Ranking;
  readonly runs: readonly RunRow[];
  /** The key of the chosen measure; null for the default one. */
  readonly chosen: string | null;
}

interface Measured {
  readonly measures: readonly Measure[];
  readonly measure: Measure;
  /** The measure of a run or baseline; null where it has none, or it has not arrived. */
  readonly measured: (run: RunRow) => number | null;
  /** Whether the chosen measure has not arrived. */
  readonly isLoading: boolean;
  readonly error: { readonly message: string } | null;
}

/** The measures that the runs of a sweep have, and the chosen one of each run. */
export function useMeasures({ sweep, ranking, runs, chosen }: MeasuresInput): Measured {
  const trpc = useTRPC();
  const isActive = runs.some(({ state }) => !isFinished(state));
  const refetching = { staleTime: 0, refetchInterval: isActive ? interval : (false as const) };
  const recorded = useQuery({ ...trpc.sweeps.metrics.queryOptions({ id: sweep }), ...refetching });
  const measures = useMemo(() => measuresOf(ranking, recorded.data ?? []), [ranking, recorded.data]);
  const measure = measures.find(({ key }) => key === chosen) ?? defaultMeasure(measures, ranking, runs);
  const isCost = costColumnOf(measure) !== null;
  const fetched = useQuery({
    ...trpc.sweeps.metric.queryOptions({ id: sweep, metric: measure.metric }),
    ...refetching,
    enabled: !isCost,
    placeholderData: keepPreviousData,
  });
  const values = fetched.isPlaceholderData ? undefined : fetched.data;
  const measured = useMemo(
    () => (isCost ? (run: RunRow) => costOf(run, measure) : ({ id }: RunRow) => values?.[id] ?? null),
    [isCost, measure, values],
  );
  const isChoiceUnknown = chosen !== null && recorded.isPending && !measures.some(({ key }) => key === chosen);
  const isLoading = isChoiceUnknown || (!isCost && values === undefined && fetched.error === null);
  return { measures, measure, measured, isLoading, error: recorded.error ?? fetched.error };
}
