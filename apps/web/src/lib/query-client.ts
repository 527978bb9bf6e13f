import { isServer, QueryClient } from '@tanstack/react-query';

/** How long what no page shows is kept, in milliseconds. A server's clients live as long as their request: a timer would keep each of them so long. */
const gcTime = isServer ? Number.POSITIVE_INFINITY : 10 * 60_000;

/** Milliseconds until a page that is being written asks again; in the browser the library's own second stays. */
const serverRetry = isServer ? { retryDelay: 50 } : {};

/** Live updates keep what is on screen fresh, so that nothing is asked for twice. */
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

/** Who asked for what is not there, or asked wrongly, is told so at once. */
function isFinal(error: Error): boolean {
  // tRPC's error, as the server throws it and as it comes to the browser.
  const { code, data } = error as { readonly code?: unknown; readonly data?: { readonly code?: unknown } | null };
  return [code, data?.code].some((each) => each === 'NOT_FOUND' || each === 'BAD_REQUEST');
}
