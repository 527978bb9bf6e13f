'use client';

import { numberLabel } from '@hourglass/presentation';
import { type SortingState, useTable } from '@tanstack/react-table';
import Link from 'next/link';
import { type MouseEvent, useMemo, useRef } from 'react';
import { RunBox } from '#components/runs/run-box.tsx';
import names from '#components/runs/run-name.module.css';
import { Thumbnail } from '#components/runs/thumbnail.tsx';
import { hint } from '#components/ui/hint.ts';
import { keepTextUnselected, rowModifier } from '#lib/row-click.ts';
import { type SelectionClick, toggleSelection } from '#lib/toggle-selection.ts';
import { useOverflows } from '#lib/use-overflows.ts';
import { BaselineRows } from './baseline-rows.tsx';
import { liveWidths } from './live-widths.ts';
import type { RunTablePlan } from './prepare-run-table.ts';
import { isLeftAligned, runColumns, runTableFeatures } from './run-columns.tsx';
import styles from './run-table.module.css';
import { RowGap, useVisibleRows } from './visible-rows.tsx';
import { widestCells } from './widest-cells.ts';

export interface RunTableProps {
  readonly plan: RunTablePlan;
  readonly labels: ReadonlyMap<string, string>;
  readonly selected: readonly string[];
  readonly onSelect: (ids: readonly string[]) => void;
  readonly sorting: SortingState;
  readonly onSort: (sorting: SortingState) => void;
}

const arrows = { asc: ' ↑', desc: ' ↓' } as const;
const directions = { asc: 'ascending', desc: 'descending' } as const;

/**
 * Virtualized table of runs, with the baselines pinned on top. A click selects a row, shift-click selects a range, and the checkbox toggles
 * a single row.
 */
export function RunTable({ plan, labels, selected, onSelect, sorting, onSort }: RunTableProps) {
  const anchor = useRef<string | null>(null);
  const { parameters, decimals, hasLast, hasBest, hasValidation, ranking, rankedDecimals, reference } = plan;
  const columns = useMemo(
    () => runColumns({ parameters, decimals, hasLast, hasBest, hasValidation, ranking, rankedDecimals, reference }),
    [parameters, decimals, hasLast, hasBest, hasValidation, ranking, rankedDecimals, reference],
  );
  const table = useTable({
    features: runTableFeatures,
    columns,
    data: plan.runs as RunTablePlan['runs'][number][],
    getRowId: (run) => run.id,
    state: { sorting },
    onSortingChange: (update) => onSort(typeof update === 'function' ? update(sorting) : update),
    enableSortingRemoval: false,
  });
  const rows = table.getRowModel().rows;
  const scroller = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLTableSectionElement>(null);
  const { visible, above, below } = useVisibleRows(rows, body);
  const columnIds = table.getAllColumns().map(({ id }) => id);
  // Size the columns by their widest cells in all rows, so that widths do not change during scrolling.
  const widest = useMemo(() => widestCells(rows.map((row) => row.getAllCells())), [rows]);

  const { runs, wasLive } = plan;
  const widths = useMemo(() => liveWidths({ runs, wasLive }), [runs, wasLive]);

  const select = (id: string, modifier: SelectionClick['modifier']) => {
    onSelect(toggleSelection(selected, { id, order: rows.map((row) => row.id), anchor: anchor.current, modifier }));
    anchor.current = id;
  };
  const onRowClick = (event: MouseEvent, id: string) => {
    const modifier = rowModifier(event);
    if (modifier !== null) select(id, modifier);
  };

  return (
    <div ref={scroller} className={styles.scroller} data-overflows={useOverflows(scroller)}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col" className={styles.run}>
              run
            </th>
            {table.getHeaderGroups().flatMap((group) =>
              group.headers.map(({ id, column }) => {
                const direction = column.getIsSorted();
                return (
                  <th
                    key={id}
                    scope="col"
                    className={isLeftAligned(id, plan) ? styles.left : undefined}
                    style={{ minWidth: widths[id] }}
                    aria-sort={direction === false ? 'none' : directions[direction]}
                  >
                    <button type="button" onClick={column.getToggleSortingHandler()}>
                      {String(column.columnDef.header)}
                      <span className={styles.arrow}>{direction === false ? '' : arrows[direction]}</span>
                    </button>
                  </th>
                );
              }),
            )}
            <th scope="col" className={styles.samples}>
              first samples, reconstructed
            </th>
          </tr>
        </thead>
        <BaselineRows plan={plan} columnIds={columnIds} />
        <tbody ref={body} data-rows="">
          <tr className={styles.sizer}>
            <td className={styles.run} />
            {widest.map((cell) => (
              <td key={cell.column.id}>
                <table.FlexRender cell={cell} />
              </td>
            ))}
          </tr>
          <RowGap rows={above} columns={columnIds.length + 2} className={styles.gap} />
          {visible.map((row) => {
            const run = row.original;
            const label = labels.get(run.id) ?? run.id;
            const isSelected = selected.includes(run.id);
            return (
              <tr key={run.id} aria-selected={isSelected} onClick={(event) => onRowClick(event, run.id)} onMouseDown={keepTextUnselected}>
                <th scope="row" className={styles.run}>
                  <span className={names.name}>
                    <RunBox run={run} label={`Draw ${label}`} isSelected={isSelected} onSelect={(modifier) => select(run.id, modifier)} />
                    <Link
                      href={{ pathname: `/runs/${run.id}`, ...(reference === null ? {} : { query: { reference: reference.id } }) }}
                      {...hint(`${label} (${run.id})`)}
                      prefetch={false}
                    >
                      {run.number === null ? label : numberLabel(run.number)}
                    </Link>
                    {run.archivedAt !== null && <span className={names.archived}>archived</span>}
                  </span>
                </th>
                {row.getAllCells().map((cell) => (
                  <td key={cell.id} className={isLeftAligned(cell.column.id, plan) ? styles.left : undefined}>
                    <table.FlexRender cell={cell} />
                  </td>
                ))}
                <td className={styles.samples}>
                  <Thumbnail run={run} label={label} />
                </td>
              </tr>
            );
          })}
          <RowGap rows={below} columns={columnIds.length + 2} className={styles.gap} />
        </tbody>
      </table>
    </div>
  );
}
