import type { QueryClient, QueryFilters } from '@tanstack/react-query';

/**
 * Repeats requests during which their data changed. The response of such a request may be older than the change, and it overwrites what was
 * patched into the cache meanwhile. `invalidateQueries` is not enough: it does not repeat the first request of a query.
 */
export function outdatedRequests(queryClient: QueryClient) {
  const queries = queryClient.getQueryCache();
  const outdated = new Set<string>();
  const stop = queries.subscribe((event) => {
    if (event.type !== 'updated') return;
    const { action, query } = event;
    // `manual`: the cache was patched, and no request has ended.
    const hasEnded = (action.type === 'success' && action.manual !== true) || action.type === 'error';
    if (hasEnded && outdated.delete(query.queryHash)) {
      void queryClient.invalidateQueries({ queryKey: query.queryKey, exact: true });
    }
  });
  return {
    /** Marks the requests in flight of these queries. */
    mark(filters: readonly QueryFilters[]): void {
      for (const filter of filters) {
        for (const { queryHash } of queries.findAll({ ...filter, fetchStatus: 'fetching' })) outdated.add(queryHash);
      }
    },
    stop,
  };
}
