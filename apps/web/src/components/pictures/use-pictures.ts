'use client';

import { type QueryClient, queryOptions, useQueries, useQuery } from '@tanstack/react-query';
import { useTRPCClient } from '#lib/trpc.ts';
import { fetchPictures } from './fetch-pictures.ts';
import type { ModelSource } from './model-source.ts';
import { type PictureRequest, samplesOf } from './picture-request.ts';
import type { Pictures } from './pictures.ts';

/** Decoded pictures are some 80 to 400 kB each: those of a minute ago may go. */
const keptMilliseconds = 60_000;

/** One answer to many questions of the same pictures: fetched once, kept while it is shown. */
export function picturesOptions(request: PictureRequest | null, models: ModelSource) {
  return queryOptions({
    queryKey: ['pictures', samplesOf(request), request],
    queryFn: ({ signal }) => {
      if (request === null) throw new Error('nothing was asked for');
      return fetchPictures(request, models, signal);
    },
    enabled: request !== null,
    gcTime: keptMilliseconds,
  });
}

/** While others load, the pictures before stay, if they are of the same samples. */
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

/** The same for several at once; undefined until all are there. */
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

/** Asks the API what it takes to reconstruct with a run. */
export function useModelSource(): ModelSource {
  const client = useTRPCClient();
  return (run, signal) => client.testSamples.model.query({ run }, { signal });
}

/** Fetches what will probably be looked at next. */
export function prefetchPictures(queryClient: QueryClient, request: PictureRequest, models: ModelSource): void {
  void queryClient.prefetchQuery(picturesOptions(request, models));
}
