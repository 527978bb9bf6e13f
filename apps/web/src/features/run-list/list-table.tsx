'use client';

import { at } from '@hourglass/presentation/at';
import type { FieldIndex } from '@hourglass/sweeps/filter';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { inSlotOrder, slotOf } from '#lib/row-slots.ts';
import { toggleSelection } from '#lib/toggle-selection.ts';
import { useFastScroll, useIsDrawn } from '#lib/use-fast-scroll.ts';
import { useRowSlots } from '#lib/use-row-slots.ts';
import { GroupRow } from './group-row.tsx';
import { ListHead, type ListHeadProps } from './list-head.tsx';
import { ListRow } from './list-row.tsx';
import styles from './list-table.module.css';
import type { ShownColumn } from './prepare-columns.ts';
import type { ListItems } from './prepare-items.ts';
import type { ListRow as Row } from './server/list-row.ts';

export interface ListTableProps extends Pick<ListHeadProps, 'sort' | 'onSort' | 'onResize' | 'onMove'> {
  readonly columns: readonly ShownColumn[];
  readonly pinned: number;
  readonly items: ListItems;
  readonly rowAt: (index: number) => Row | null;
  readonly groupBy: readonly string[];
  readonly fields: FieldIndex;
  /** Identifies the content and order of the list. */
  readonly order: string;
  /** The decimals of the costs of a row. */
  readonly decimalsOf: (row: Row) => number;
  readonly selected: ReadonlySet<string>;
  readonly onSelected: (selected: readonly string[]) => void;
  /** Selects a range of runs by index, including runs that are not rendered. */
  readonly onSelectedRange: (range: { readonly from: number; readonly to: number }) => void;
  readonly onToggleGroup: (name: string) => void;
  /** Reports the indices of the visible runs among all matching runs. */
  readonly onRange: (range: { readonly from: number; readonly to: number }) => void;
}

const rowHeight = 28;

/** Rows rendered beyond each edge of the viewport. */
const overscan = 8;

/** The visible range of columns shifts in steps of this many columns. */
const columnsAtOnce = 4;

/** Table with virtualized rows and columns. The cost of rendering depends on the window, not on the number of runs. */
export function ListTable(props: ListTableProps) {
  const { columns, items, rowAt, groupBy, fields, decimalsOf, selected, onSelected, onSelectedRange, onToggleGroup, onRange } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const pinned = useMemo(() => columns.slice(0, props.pinned), [columns, props.pinned]);
  const free = useMemo(() => columns.slice(props.pinned), [columns, props.pinned]);
  const pinnedWidth = pinned.reduce((sum, { width }) => sum + width, 0);
  const rows = useVirtualizer({
    count: items.count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan,
    initialRect,
  });
  const across = useVirtualizer({
    horizontal: true,
    count: free.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => at(free, index).width,
    getItemKey: (index) => free[index]?.id ?? index,
    paddingStart: pinnedWidth,
    overscan: 1,
    initialRect,
  });
  const widths = free.map(({ width }) => width).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the virtualizer caches sizes and must recompute them when these change
  useEffect(() => across.measure(), [widths, pinnedWidth]);

  const lines = rows
    .getVirtualItems()
    .flatMap(({ index, start }) => (index < items.count ? [{ index, start, item: items.at(index) }] : []));
  const visible = lines.flatMap(({ item }) => (item.kind === 'run' ? [item.index] : []));
  const isFast = useFastScroll({ first: lines[0]?.index ?? 0, isScrolling: rows.isScrolling, leap });
  const slots = useRowSlots({
    from: lines[0]?.index ?? 0,
    isScrolling: rows.isScrolling,
    count: Math.ceil((rows.scrollRect?.height ?? initialRect.height) / rowHeight) + 1 + 2 * overscan,
  });
  const [from = 0] = visible;
  const to = visible.at(-1) ?? from;
  // Do not fetch rows during fast scrolling.
  useEffect(() => {
    if (!isFast) onRange({ from, to });
  }, [onRange, isFast, from, to]);

  const virtualColumns = across.getVirtualItems();
  // Shift the range of columns in steps, because each shift re-renders every row.
  const begin = Math.floor((virtualColumns[0]?.index ?? 0) / columnsAtOnce) * columnsAtOnce;
  const end = Math.ceil(((virtualColumns.at(-1)?.index ?? -1) + 1) / columnsAtOnce) * columnsAtOnce;
  // Memoize the array while it has the same columns, so that memoized rows do not re-render.
  const shown = useMemo(() => free.slice(begin, end), [free, begin, end]);
  const skipped = useMemo(() => free.slice(0, begin).reduce((sum, { width }) => sum + width, 0), [free, begin]);
  const width = across.getTotalSize();

  // Index of the previously clicked run among all matching runs.
  const anchor = useRef<number | null>(null);
  const positions = useRef<ReadonlyMap<string, number>>(new Map());
  positions.current = new Map(
    lines.flatMap(({ item }) => {
      const row = item.kind === 'run' ? rowAt(item.index) : null;
      return item.kind === 'run' && row !== null ? [[row.id, item.index] as const] : [];
    }),
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: indices are meaningless once the order or the filter changes
  useEffect(() => {
    anchor.current = null;
  }, [props.order]);
  const onSelect = useCallback(
    (id: string, modifier: 'none' | 'shift' | 'toggle') => {
      const position = positions.current.get(id) ?? null;
      if (modifier === 'shift' && anchor.current !== null && position !== null) {
        onSelectedRange({ from: Math.min(anchor.current, position), to: Math.max(anchor.current, position) });
      } else {
        onSelected(toggleSelection([...selected], { id, order: [id], anchor: null, modifier }));
      }
      anchor.current = position;
    },
    [selected, onSelected, onSelectedRange],
  );

  return (
    <div ref={scroller} className={styles.scroller}>
      <table
        aria-label="Runs"
        aria-rowcount={items.count + 1}
        aria-colcount={columns.length}
        className={styles.grid}
        style={{ width, height: rows.getTotalSize() + rowHeight }}
      >
        <thead className={styles.head}>
          <ListHead {...props} pinned={pinned} columns={shown} skipped={skipped} width={width} />
        </thead>
        <tbody className={styles.body} data-rows="">
          {inSlotOrder(lines, slots).map(({ index, start, item }) =>
            item.kind === 'group' ? (
              <GroupRow
                key={item.name}
                {...{ index, width, fields, group: item.group, by: groupBy, isOpen: item.isOpen, top: start }}
                onToggle={() => onToggleGroup(item.name)}
              />
            ) : (
              <RunLine
                key={`slot ${slotOf(index, slots)}`}
                {...{
                  index,
                  width,
                  pinned,
                  skipped,
                  decimalsOf,
                  onSelect,
                  top: start,
                  columns: shown,
                  row: rowAt(item.index),
                  selected,
                  isFast,
                }}
              />
            ),
          )}
        </tbody>
      </table>
    </div>
  );
}

/** Window size assumed by the server. */
const initialRect = { width: 1440, height: 700 };

/** Scroll speed, in rows per frame, above which rows are unreadable and need not be drawn. */
const leap = 10;

interface RunLineProps extends Omit<Parameters<typeof ListRow>[0], 'isSelected' | 'decimals'>, Pick<ListTableProps, 'decimalsOf'> {
  readonly selected: ReadonlySet<string>;
  readonly isFast: boolean;
}

function RunLine({ selected, isFast, row, decimalsOf, ...props }: RunLineProps) {
  const isDrawn = useIsDrawn(isFast, props.index);
  return (
    <ListRow
      {...props}
      row={isDrawn ? row : null}
      decimals={row === null ? 0 : decimalsOf(row)}
      isSelected={row !== null && selected.has(row.id)}
    />
  );
}
