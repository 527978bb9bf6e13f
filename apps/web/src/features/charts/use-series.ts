'use client';

import { type QueryClient, useQueries, useQueryClient } from '@tanstack/react-query';
import { fetchSeries, type SeriesRequest } from './fetch-series.ts';
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
  const queryClient = useQueryClient();
  return useQueries({
    queries: requests.map((request) => ({
      queryKey: [...seriesKey(request.run), request],
      queryFn: () => fetchSeries(request),
      // While a zoom loads, the coarser curve stays.
      placeholderData: () => latestSeries(queryClient, request),
    })),
    combine: (results) => ({
      series: results.map(({ data }) => data),
      isLoading: results.some(({ isPending, isPlaceholderData }) => isPending || isPlaceholderData),
      error: results.find(({ error }) => error !== null)?.error ?? null,
    }),
  });
}

/** What came last of a run's series, over whatever range. */
export function latestSeries(queryClient: QueryClient, { run, series }: Pick<SeriesRequest, 'run' | 'series'>): Series | undefined {
  const ofRun = queryClient.getQueryCache().findAll({ queryKey: seriesKey(run) });
  const newestFirst = ofRun.toSorted((a, b) => b.state.dataUpdatedAt - a.state.dataUpdatedAt);
  return newestFirst
    .map(({ queryKey }) => {
      const [, , request] = queryKey as readonly [string, string, SeriesRequest];
      return request.series === series ? queryClient.getQueryData<Series>(queryKey) : undefined;
    })
    .find((found) => found !== undefined);
}
