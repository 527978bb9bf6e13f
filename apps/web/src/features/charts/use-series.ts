'use client';

import { useQueries } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { fetchSeries, type SeriesRequest } from './fetch-series.ts';
import { LatestSeries } from './latest-series.ts';
import type { Series } from './series-buffer.ts';

/** What is kept of a run's series, for live updates to renew. */
export function seriesKey(run: string): readonly ['series', string] {
  return ['series', run];
}

/** Several series at once, in the order asked for; undefined where one has not come yet. */
export function useSeries(requests: readonly SeriesRequest[]): {
  readonly series: readonly (Series | undefined)[];
  readonly isLoading: boolean;
  readonly error: Error | null;
} {
  const [latest] = useState(() => new LatestSeries());
  const { series, ...state } = useQueries({
    queries: requests.map((request) => ({
      queryKey: [...seriesKey(request.run), request],
      queryFn: () => fetchSeries(request),
      // While a zoom loads, the coarser curve stays.
      placeholderData: () => latest.find(request),
    })),
    combine: (results) => ({
      series: results.map(({ data }) => data),
      isLoading: results.some(({ isPending, isPlaceholderData }) => isPending || isPlaceholderData),
      error: results.find(({ error }) => error !== null)?.error ?? null,
    }),
  });
  useEffect(() => latest.remember(requests, series), [latest, requests, series]);
  return { series, ...state };
}
