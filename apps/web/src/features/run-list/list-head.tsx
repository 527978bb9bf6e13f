'use client';

import { sortParts } from '@hourglass/sweeps/filter';
import { type DragEvent, type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { hint } from '#components/ui/hint.ts';
import styles from './list-head.module.css';
import { nextSort } from './list-view.ts';
import { isNumeric, type ShownColumn } from './prepare-columns.ts';

export interface ListHeadProps {
  readonly pinned: readonly ShownColumn[];
  readonly columns: readonly ShownColumn[];
  readonly skipped: number;
  readonly width: number;
  readonly sort: string;
  readonly onSort: (sort: string) => void;
  readonly onResize: (id: string, width: number) => void;
  /** Moves a column to the position of another. */
  readonly onMove: (id: string, before: string) => void;
}

/**
 * Column headers. A click sorts by the column, shift-click adds it to the sort keys, dragging moves it, and dragging its edge resizes it.
 */
export function ListHead({ pinned, columns, skipped, width, ...actions }: ListHeadProps) {
  let left = 0;
  return (
    <tr aria-rowindex={1} className={styles.head} style={{ width }}>
      {pinned.map((column) => {
        const at = left;
        left += column.width;
        return <HeadCell key={column.id} column={column} left={at} {...actions} />;
      })}
      <td style={{ flex: 'none', padding: 0, width: skipped }} />
      {columns.map((column) => (
        <HeadCell key={column.id} column={column} left={null} {...actions} />
      ))}
    </tr>
  );
}

interface HeadCellProps extends Pick<ListHeadProps, 'sort' | 'onSort' | 'onResize' | 'onMove'> {
  readonly column: ShownColumn;
  /** Sticky offset of a pinned column in pixels; null if it scrolls. */
  readonly left: number | null;
}

const dragType = 'application/x-hourglass-column';

function HeadCell({ column, left, sort, onSort, onResize, onMove }: HeadCellProps) {
  const parts = sortParts(sort);
  const position = parts.findIndex(({ name }) => name === column.id);
  const part = parts[position];
  const direction = part === undefined ? 'none' : part.isDescending ? 'descending' : 'ascending';
  const isSortable = column.cell !== null && column.look !== 'tags';
  const drag = {
    draggable: true,
    onDragStart: (event: DragEvent) => event.dataTransfer.setData(dragType, column.id),
    onDragOver: (event: DragEvent) => {
      if (event.dataTransfer.types.includes(dragType)) event.preventDefault();
    },
    onDrop: (event: DragEvent) => onMove(event.dataTransfer.getData(dragType), column.id),
  };
  return (
    <th
      scope="col"
      aria-sort={direction}
      className={`${styles.cell} ${left === null ? '' : styles.pinned} ${isNumeric(column) ? styles.right : ''}`}
      style={{ width: column.width, ...(left === null ? {} : { left }) }}
      {...drag}
    >
      {isSortable ? (
        <button type="button" {...hint(column.id)} onClick={(event) => onSort(nextSort(sort, column.id, event.shiftKey))}>
          {column.title}
          {part !== undefined && (
            <span className={styles.arrow}>
              {part.isDescending ? ' ↓' : ' ↑'}
              {parts.length > 1 && <sub>{position + 1}</sub>}
            </span>
          )}
        </button>
      ) : (
        column.title
      )}
      <ResizeHandle column={column} onResize={onResize} />
    </th>
  );
}

const keyStep = 16;

function ResizeHandle({ column, onResize }: { readonly column: ShownColumn; readonly onResize: ListHeadProps['onResize'] }) {
  const start = useRef<{ readonly x: number; readonly width: number } | null>(null);
  const onPointerDown = (event: PointerEvent) => {
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    start.current = { x: event.clientX, width: column.width };
  };
  const onPointerMove = (event: PointerEvent) => {
    if (start.current !== null) onResize(column.id, start.current.width + event.clientX - start.current.x);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    event.preventDefault();
    onResize(column.id, column.width + (event.key === 'ArrowLeft' ? -keyStep : keyStep));
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: an hr element cannot be dragged
    <div
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={`Width of ${column.title}`}
      aria-valuenow={column.width}
      className={styles.handle}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={() => {
        start.current = null;
      }}
      onKeyDown={onKeyDown}
    />
  );
}
