'use client';

import { parseAsInteger, parseAsString, useQueryStates } from 'nuqs';
import { useMemo } from 'react';
import type { ListView } from '#wire/list-view.ts';
import { type Column, columnsText, defaultView, parseColumns } from './list-view.ts';

/** The list's view settings, all stored in the URL, so that a link reproduces the view. */
export function useListView() {
  const [view, setView] = useQueryStates(
    {
      filter: parseAsString.withDefault(defaultView.filter),
      sort: parseAsString.withDefault(defaultView.sort),
      group: parseAsString.withDefault(defaultView.group),
      columns: parseAsString.withDefault(defaultView.columns),
      pinned: parseAsInteger.withDefault(defaultView.pinned),
    },
    { history: 'replace' },
  );
  const columns = useMemo(() => parseColumns(view.columns), [view.columns]);
  const groupBy = useMemo(() => view.group.split(',').filter((name) => name !== ''), [view.group]);
  return {
    view,
    columns,
    groupBy,
    change: (change: Partial<ListView>) => void setView(change),
    setColumns: (next: readonly Column[]) => void setView({ columns: columnsText(next) }),
  };
}
