'use client';

import type { FieldIndex } from '@hourglass/sweeps/filter';
import { parseAsInteger, parseAsString, useQueryStates } from 'nuqs';
import { useMemo } from 'react';
import type { ListView } from '#wire/list-view.ts';
import { type Column, columnsText, defaultView, parseColumns } from './list-view.ts';

/** The list's view settings, all stored in the URL, so that a link reproduces the view. */
export function useListView(fields: FieldIndex) {
  const initial = useMemo(() => defaultView(fields), [fields]);
  const parsers = useMemo(
    () => ({
      filter: parseAsString.withDefault(initial.filter),
      sort: parseAsString.withDefault(initial.sort),
      group: parseAsString.withDefault(initial.group),
      columns: parseAsString.withDefault(initial.columns),
      pinned: parseAsInteger.withDefault(initial.pinned),
    }),
    [initial],
  );
  const [view, setView] = useQueryStates(parsers, { history: 'replace' });
  const columns = useMemo(() => parseColumns(view.columns), [view.columns]);
  const groupBy = useMemo(() => view.group.split(',').filter((name) => name !== ''), [view.group]);
  return {
    view,
    initial,
    columns,
    groupBy,
    change: (change: Partial<ListView>) => void setView(change),
    setColumns: (next: readonly Column[]) => void setView({ columns: columnsText(next) }),
  };
}
