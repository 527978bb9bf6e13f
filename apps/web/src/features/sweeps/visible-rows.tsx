'use client';

import { useWindowVirtualizer } from '@tanstack/react-virtual';
import type { RefObject } from 'react';
import { useDistanceFromTop } from '#lib/use-distance-from-top.ts';

/** Row height of a sweep's tables in CSS pixels; must match the style sheets. */
const rowHeight = 32;

/** Window size assumed by the server, and by the browser until it has measured the window. */
const assumed = { width: 1440, height: 900 };

export interface VisibleRows<Row> {
  readonly visible: readonly Row[];
  /** Rows above and below that are not rendered. */
  readonly above: number;
  readonly below: number;
}

/** The rows of a table that the window shows, and some more on each side. */
export function useVisibleRows<Row>(rows: readonly Row[], body: RefObject<HTMLTableSectionElement | null>): VisibleRows<Row> {
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => rowHeight,
    overscan: 12,
    scrollMargin: useDistanceFromTop(body),
    initialRect: assumed,
    initialOffset: 0,
  }).getVirtualItems();
  const above = virtual[0]?.index ?? 0;
  const visible = rows.slice(above, (virtual.at(-1)?.index ?? -1) + 1);
  return { visible, above, below: rows.length - above - visible.length };
}

interface RowGapProps {
  readonly rows: number;
  readonly columns: number;
  readonly className: string | undefined;
}

/** Spacer in place of rows that are not rendered. */
export function RowGap({ rows, columns, className }: RowGapProps) {
  if (rows === 0) return null;
  return (
    <tr className={className}>
      <td colSpan={columns} style={{ height: rows * rowHeight }} />
    </tr>
  );
}
