'use client';

import { type UseQueryResult, useQueries } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import type { Series } from '#wire/series-buffer.ts';
import { fetchSeries, type SeriesRequest } from './fetch-series.ts';
import { LatestSeries } from './latest-series.ts';

/** Query key prefix of a run's series, which live updates invalidate. */
export function seriesKey(run: string): readonly ['series', string] {
  return ['series', run];
}

/** Several series in the order of the requests; undefined where one has not loaded. Requests are memoized by array identity. */
export function useSeries(requests: readonly SeriesRequest[]): {
  readonly series: readonly (Series | undefined)[];
  readonly isLoading: boolean;
  readonly error: Error | null;
} {
  const [latest] = useState(() => new LatestSeries());
  const queries = useMemo(
    () =>
      requests.map((request) => ({
        queryKey: [...seriesKey(request.run), nameOf(request)],
        queryFn: () => fetchSeries(request),
        // While a zoom loads, the coarser curve stays.
        placeholderData: () => latest.find(request),
      })),
    [requests, latest],
  );
  const { series, ...state } = useQueries({ queries, combine });
  useEffect(() => latest.remember(requests, series), [latest, requests, series]);
  return { series, ...state };
}

/** A string, because query keys are serialized to be compared, a hundred of them with every zoom. */
function nameOf({ series, steps, width }: SeriesRequest): string {
  return `${series} ${width} ${steps === null ? 'whole' : `${steps.from}-${steps.to}`}`;
}

function combine(results: readonly UseQueryResult<Series>[]) {
  return {
    series: results.map(({ data }) => data),
    isLoading: results.some(({ isPending, isPlaceholderData }) => isPending || isPlaceholderData),
    error: results.find(({ error }) => error !== null)?.error ?? null,
  };
}
