'use client';

import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import { useTRPC } from '#lib/trpc.ts';
import { type PageInput, rowsPerPage } from './page-input.ts';
import type { ListRow } from './server/list-row.ts';

/**
 * The rows in sight, and how many pass in all. Rows that are on their way are null; those of the last question stay until the first
 * of the new one are there, so that typing does not make the list flicker.
 */
export function useRows(input: PageInput, range: { readonly from: number; readonly to: number }) {
  const trpc = useTRPC();
  const first = useQuery({
    ...trpc.runList.page.queryOptions({ ...input, offset: 0, limit: rowsPerPage }),
    placeholderData: keepPreviousData,
  });
  const from = Math.floor(range.from / rowsPerPage);
  const to = Math.floor(range.to / rowsPerPage);
  const numbers = Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index).filter((number) => number > 0);
  const pages = useQueries({
    queries: numbers.map((number) => trpc.runList.page.queryOptions({ ...input, offset: number * rowsPerPage, limit: rowsPerPage })),
  });
  const byNumber = new Map([[0, first.data?.rows], ...numbers.map((number, index) => [number, pages[index]?.data?.rows] as const)]);
  const rowAt = (index: number): ListRow | null => byNumber.get(Math.floor(index / rowsPerPage))?.[index % rowsPerPage] ?? null;
  return { total: first.data?.total ?? 0, firstRows: first.data?.rows ?? [], rowAt, isStale: first.isPlaceholderData, error: first.error };
}
