import { isServer, QueryClient } from '@tanstack/react-query';

/** How long unused data is kept, in milliseconds. Not on the server, where a timer would keep each request's client alive. */
const gcTime = isServer ? Number.POSITIVE_INFINITY : 10 * 60_000;

/** Retry delay in milliseconds while the server renders; the browser uses the library's default of a second. */
const serverRetry = isServer ? { retryDelay: 50 } : {};

/** Live updates refresh the data on screen, so queries never go stale by themselves. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Number.POSITIVE_INFINITY,
        gcTime,
        refetchOnWindowFocus: false,
        retry: (failures, error) => failures < 1 && !isFinal(error),
        ...serverRetry,
      },
    },
  });
}

/** No retry for a missing entity or an invalid request. */
function isFinal(error: Error): boolean {
  // tRPC's error, as the server throws it and as the browser receives it.
  const { code, data } = error as { readonly code?: unknown; readonly data?: { readonly code?: unknown } | null };
  return [code, data?.code].some((each) => each === 'NOT_FOUND' || each === 'BAD_REQUEST');
}
