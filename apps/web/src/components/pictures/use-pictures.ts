'use client';

import { type QueryClient, queryOptions, useQueries, useQuery } from '@tanstack/react-query';
import { useTRPCClient } from '#lib/trpc.ts';
import { fetchPictures } from './fetch-pictures.ts';
import type { ModelSource } from './model-source.ts';
import { type PictureRequest, samplesOf } from './picture-request.ts';
import type { Pictures } from './pictures.ts';

/** A decoded picture takes 80 to 400 kB, so unused ones are dropped after a minute. */
const keptMilliseconds = 60_000;

/** Query options of pictures: fetched once for all users, kept while shown. */
export function picturesOptions(request: PictureRequest | null, models: ModelSource) {
  return queryOptions({
    queryKey: ['pictures', samplesOf(request), request],
    queryFn: ({ signal }) => {
      if (request === null) throw new Error('no picture was requested');
      return fetchPictures(request, models, signal);
    },
    enabled: request !== null,
    gcTime: keptMilliseconds,
  });
}

/** While pictures load, the previous ones of the same samples stay. */
function watchedOptions(request: PictureRequest | null, models: ModelSource) {
  return {
    ...picturesOptions(request, models),
    placeholderData: (before: Pictures | undefined, query: { readonly queryKey: readonly unknown[] } | undefined) =>
      query !== undefined && query.queryKey[1] === samplesOf(request) ? before : undefined,
  };
}

export function usePictures(request: PictureRequest | null) {
  return useQuery(watchedOptions(request, useModelSource()));
}

/** Several pictures at once; undefined until all have loaded. */
export function useAllPictures(requests: readonly PictureRequest[]): {
  readonly pictures: readonly Pictures[] | undefined;
  readonly error: Error | null;
} {
  const models = useModelSource();
  return useQueries({
    queries: requests.map((request) => watchedOptions(request, models)),
    combine: (results) => ({
      pictures:
        results.length > 0 && results.every(({ data }) => data !== undefined) ? results.flatMap(({ data }) => data ?? []) : undefined,
      error: results.find(({ error }) => error !== null)?.error ?? null,
    }),
  });
}

/** Fetches a run's parameters and checkpoint for reconstruction in the page. */
export function useModelSource(): ModelSource {
  const client = useTRPCClient();
  return (run, at, signal) => client.testSamples.model.query({ run, at }, { signal });
}

/** Prefetches the pictures that are likely to be shown next. */
export function prefetchPictures(queryClient: QueryClient, request: PictureRequest, models: ModelSource): void {
  void queryClient.prefetchQuery(picturesOptions(request, models));
}
