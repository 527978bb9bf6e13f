import { QueryClient } from '@tanstack/react-query';

/** Live updates keep what is on screen fresh, so that nothing is asked for twice. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY, gcTime: 10 * 60_000, refetchOnWindowFocus: false, retry: 1 } },
  });
}
