import { isServer, QueryClient } from '@tanstack/react-query';

/** How long what no page shows is kept, in milliseconds. A server's clients live as long as their request: a timer would keep each of them so long. */
const gcTime = isServer ? Number.POSITIVE_INFINITY : 10 * 60_000;

/** Live updates keep what is on screen fresh, so that nothing is asked for twice. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY, gcTime, refetchOnWindowFocus: false, retry: 1 } },
  });
}
