'use client';

import { decimalsByDataset, formatNumberOf, messageOf } from '@hourglass/presentation';
import { parseFilter } from '@hourglass/sweeps/filter';
import { keepPreviousData, useQuery, useSuspenseQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { useCallback, useMemo, useState } from 'react';
import { notHeldOutText } from '#components/runs/not-held-out.tsx';
import { showToast } from '#components/toasts/toast-store.ts';
import { usePageActions } from '#lib/page-actions.ts';
import { useTRPC, useTRPCClient } from '#lib/trpc.ts';
import { ColumnChooser } from './column-chooser.tsx';
import { FilterBar } from './filter-bar.tsx';
import { GroupMenu } from './group-menu.tsx';
import { ListTable } from './list-table.tsx';
import { moveColumn, resizeColumn } from './list-view.ts';
import { pageInput, pageOf } from './page-input.ts';
import { canHave, prepareColumns, type ShownColumn } from './prepare-columns.ts';
import { flatItems, groupedItems } from './prepare-items.ts';
import styles from './run-list-page.module.css';
import type { ListRow } from './server/list-row.ts';
import { useListView } from './use-list-view.ts';
import { useRows } from './use-rows.ts';
import { useSelectedRuns } from './use-selected-runs.ts';
import { ViewsMenu } from './views-menu.tsx';

/** Loaded on the first selection, to keep the page's bundle small. */
const SelectionBar = dynamic(() => import('./selection-bar.tsx').then((module) => module.SelectionBar), { ssr: false });

/** List of the runs of all sweeps, with filter, sorting, grouping and selection. */
export function RunListPage() {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const navigation = useRouter();
  const { data: known } = useSuspenseQuery(trpc.runList.fields.queryOptions());
  const fields = useMemo(() => new Map(known.map((field) => [field.name, field])), [known]);
  const { view, initial, columns, groupBy, change, setColumns } = useListView(fields);
  const shown = useMemo(() => prepareColumns(columns, fields), [columns, fields]);
  const [pages, setPages] = useState({ from: 0, to: 0 });
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [selected, changeSelected] = useSelectedRuns();
  // The filter bar never applies invalid filters, but the URL may contain one. It then matches every run.
  const isRight = 'filter' in parseFilter(view.filter, fields, 0);
  const validView = { ...view, filter: isRight ? view.filter : '' };
  const input = pageInput(validView, columns);
  const { filter, sort } = input;
  const rows = useRows(input, pages);
  const onRange = useCallback((range: { readonly from: number; readonly to: number }) => {
    const [from, to] = [pageOf(range.from), pageOf(range.to)];
    // Keep the state object if the pages are unchanged, so that scrolling within a page does not re-render.
    setPages((before) => (before.from === from && before.to === to ? before : { from, to }));
  }, []);
  const select = useCallback(
    async (among: { readonly offset: number; readonly limit: number } | null) => {
      try {
        const ids = await client.runList.ids.query({ filter, sort, ...among });
        changeSelected((before) => (among === null ? ids : [...new Set([...before, ...ids])]));
      } catch (error) {
        showToast({ text: messageOf(error), isProblem: true });
      }
    },
    [client, filter, sort, changeSelected],
  );
  const onSelectedRange = useCallback(
    ({ from, to }: { readonly from: number; readonly to: number }) => void select({ offset: from, limit: to - from + 1 }),
    [select],
  );
  const onSelected = useCallback((runs: readonly string[]) => changeSelected(() => runs), [changeSelected]);
  const selectNone = useCallback(() => changeSelected(() => []), [changeSelected]);
  const selectAll = useCallback(() => void select(null), [select]);
  usePageActions(
    useMemo(
      () => [
        { label: 'Select all runs', run: selectAll },
        ...(selected.length === 0
          ? []
          : [
              { label: 'Select no run', run: selectNone },
              {
                label: `Compare ${formatNumberOf(selected.length, 'run')}`,
                run: () => navigation.push(`/compare?runs=${selected.slice(0, 100).join(',')}`),
              },
            ]),
      ],
      [selected, selectAll, selectNone, navigation],
    ),
  );
  const nameOf = (id: string) => {
    const row = rows.loaded.get(id);
    return row === undefined ? null : `${row.label} of ${row.sweepName}`;
  };
  const { data: grouped } = useQuery({
    ...trpc.runList.groups.queryOptions({ filter: validView.filter, sort: view.sort, by: groupBy }),
    enabled: groupBy.length > 0,
    placeholderData: keepPreviousData,
  });
  const items = useMemo(
    () => (groupBy.length > 0 ? groupedItems(grouped?.groups ?? [], open) : flatItems(rows.total)),
    [groupBy, grouped, open, rows.total],
  );
  const selectedSet = useMemo(() => new Set(selected), [selected]);
  const decimalsOf = useMemo(() => decimalsByDataset(rows.firstRows, (row) => costsOf(row, shown)), [rows.firstRows, shown]);
  const lacking = shown.some((column) => rows.firstRows.some((row) => !canHave(row, column)));
  const onToggleGroup = useCallback((name: string) => setOpen((before) => toggled(before, name)), []);

  return (
    <main className={styles.page}>
      <div className={styles.bar}>
        <h1>Runs</h1>
        <FilterBar filter={view.filter} fields={fields} onFilter={(filter) => change({ filter })} />
        <div className={styles.controls}>
          <GroupMenu groupBy={groupBy} columns={columns} fields={fields} onGroup={(group) => change({ group })} />
          <ColumnChooser
            columns={columns}
            pinned={view.pinned}
            fields={fields}
            onColumns={setColumns}
            onReset={() => change({ columns: initial.columns })}
            onPinned={(pinned) => change({ pinned })}
          />
          <ViewsMenu view={view} initial={initial} onView={change} />
        </div>
      </div>
      <p className={styles.count} role="status">
        {rows.error === null ? formatNumberOf(rows.total, 'run') : rows.error.message}
        {grouped !== undefined &&
          groupBy.length > 0 &&
          ` in ${grouped.isCut ? 'more than ' : ''}${formatNumberOf(grouped.groups.length, 'group')}`}
        {lacking && <span className={styles.note}>{notHeldOutText}</span>}
        <span className={styles.hint}>
          costs per sample · click to sort, shift-click to add a sort key · to show archived runs or baselines, filter by archived or kind
        </span>
      </p>
      {rows.total === 0 && !rows.isStale ? (
        <p className={styles.none}>{view.filter === '' ? 'There are no runs yet.' : 'No run matches this filter.'}</p>
      ) : (
        <ListTable
          columns={shown}
          pinned={view.pinned}
          items={items}
          rowAt={rows.rowAt}
          groupBy={groupBy}
          fields={fields}
          decimalsOf={decimalsOf}
          sort={view.sort}
          selected={selectedSet}
          onSelected={onSelected}
          onSelectedRange={onSelectedRange}
          order={`${sort} ${filter}`}
          onToggleGroup={onToggleGroup}
          onRange={onRange}
          onSort={(sort) => change({ sort })}
          onResize={(id, width) => setColumns(resizeColumn(columns, id, width))}
          onMove={(id, before) =>
            setColumns(
              moveColumn(
                columns,
                id,
                columns.findIndex((column) => column.id === before),
              ),
            )
          }
        />
      )}
      {selected.length > 0 && <SelectionBar selected={selected} total={rows.total} nameOf={nameOf} onNone={selectNone} onAll={selectAll} />}
    </main>
  );
}

/** The costs that a row shows. */
function costsOf(row: ListRow, columns: readonly ShownColumn[]): readonly (number | null)[] {
  return columns.flatMap(({ look, cell }) => {
    const value = look === 'cost' && cell !== null ? row.cells[cell] : null;
    return typeof value === 'number' ? [value] : [];
  });
}

function toggled(set: ReadonlySet<string>, name: string): ReadonlySet<string> {
  const next = new Set(set);
  if (!next.delete(name)) next.add(name);
  return next;
}
