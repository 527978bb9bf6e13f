'use client';

import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import { useTRPC } from '#lib/trpc.ts';
import { type PageInput, pageOf, rowsPerPage } from './page-input.ts';
import type { ListRow } from './server/list-row.ts';

/**
 * Loads the visible rows and the total number of matching runs. Rows that are loading are null. After a change of the query, the previous
 * rows remain until the first new page arrives, so that the list does not flicker while the user types.
 *
 * @param pages numbers of the visible pages, inclusive
 */
export function useRows(input: PageInput, pages: { readonly from: number; readonly to: number }) {
  const trpc = useTRPC();
  const first = useQuery({
    ...trpc.runList.page.queryOptions({ ...input, offset: 0, limit: rowsPerPage }),
    placeholderData: keepPreviousData,
  });
  const total = first.data?.total ?? 0;
  // Load one page beyond each edge, so that rows have their values before they become visible and render only once.
  const from = Math.max(1, pages.from - 1);
  const to = Math.min(pages.to + 1, pageOf(total - 1));
  const numbers = Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
  const answers = useQueries({
    queries: numbers.map((number) => trpc.runList.page.queryOptions({ ...input, offset: number * rowsPerPage, limit: rowsPerPage })),
  });
  const byNumber = new Map([[0, first.data?.rows], ...numbers.map((number, index) => [number, answers[index]?.data?.rows] as const)]);
  const loaded = new Map([...byNumber.values()].flatMap((page) => page ?? []).map((row) => [row.id, row]));
  const rowAt = (index: number): ListRow | null => byNumber.get(pageOf(index))?.[index % rowsPerPage] ?? null;
  return { loaded, total, firstRows: first.data?.rows ?? [], rowAt, isStale: first.isPlaceholderData, error: first.error };
}
