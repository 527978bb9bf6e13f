'use client';

import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef } from 'react';
import type { Look } from '#components/pictures/paint.ts';
import { usualSamples } from '#components/pictures/pictures.ts';
import { sampleCell } from '#components/pictures/sample-cell.ts';
import { useFastScroll, useIsDrawn } from '#lib/use-fast-scroll.ts';
import { useWidth } from '#lib/use-width.ts';
import type { GroupHeading } from './arrange-rows.ts';
import { GroupHeadingView } from './group-heading.tsx';
import styles from './matrix.module.css';
import { MatrixHead } from './matrix-head.tsx';
import { heightOfRow, prepareLayout } from './matrix-layout.ts';
import { MatrixRow, type MatrixRowProps } from './matrix-row.tsx';
import type { ComparisonRow } from './row.ts';
import type { Comparison } from './use-comparison.ts';
import { useCostsAhead } from './use-comparison-data.ts';
import { useOriginals } from './use-row-pictures.ts';

export interface MatrixProps {
  readonly comparison: Comparison;
  readonly look: Look;
  /** How large samples are drawn; an image of 28 × 28 has so many pixels per value. */
  readonly scale: number;
  readonly picked: readonly number[];
  readonly onPick: (sample: number) => void;
  readonly onPin: (row: ComparisonRow) => void;
  readonly onOpen: (row: ComparisonRow, sample: number) => void;
  readonly onSwipe: (share: number) => void;
}

type Item = { readonly kind: 'heading'; readonly group: GroupHeading } | { readonly kind: 'row'; readonly row: ComparisonRow };

/** Window size assumed by the server, and by the browser until it has measured the window. */
const assumed = { width: 1440, height: 900 };

/** Virtualized table of samples by run, with the originals on top. */
export function Matrix({ comparison, look, scale, picked, onPick, onPin, onOpen, onSwipe }: MatrixProps) {
  const { columns, order, groups, pinned } = comparison;
  const frame = useRef<HTMLElement>(null);
  const viewportWidth = useWidth(frame) ?? assumed.width;
  const probeSet = columns?.probeSet;
  // Memoize the sizes, so that scrolling does not re-render the memoized rows.
  const cell = useMemo(() => sampleCell(probeSet ?? usualSamples, scale), [probeSet, scale]);
  const rowCount = comparison.rows.length;
  const layout = useMemo(() => prepareLayout({ cell, viewportWidth, rows: rowCount }), [cell, viewportWidth, rowCount]);
  const { originals, error } = useOriginals(comparison);
  const topHeight = layout.headHeight + (layout.isNarrow ? 0 : pinned.reduce((sum, row) => sum + heightOfRow(layout, row), 0));
  const listed = useMemo((): readonly Item[] => {
    // On narrow screens pinned rows scroll with the others, as the first rows.
    const first = layout.isNarrow ? pinned.map((row) => ({ kind: 'row' as const, row })) : [];
    return [...first, ...groups.flatMap(itemsOf)];
  }, [groups, pinned, layout.isNarrow]);
  const kinds = useMemo(() => listed.map((item) => (item.kind === 'row' ? item.row.kind : item.kind)).join(), [listed]);

  const rows = useVirtualizer({
    count: listed.length,
    getScrollElement: () => frame.current,
    estimateSize: (index) => {
      const item = listed[index];
      return item?.kind === 'row' ? heightOfRow(layout, item.row) : layout.headingHeight;
    },
    getItemKey: (index) => keyOf(listed[index]),
    overscan: 3,
    scrollMargin: topHeight,
    initialRect: assumed,
  });
  // Horizontal offset 0 is the first column, because the labels are sticky.
  const sampleColumns = useVirtualizer({
    horizontal: true,
    count: order.length,
    getScrollElement: () => frame.current,
    estimateSize: () => layout.pitch,
    overscan: samplesAround,
    initialRect: assumed,
  });
  // The virtualizers cache sizes, so they must recompute them when the layout changes.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the sizes depend on these values
  useEffect(() => {
    rows.measure();
    sampleColumns.measure();
  }, [layout.rowHeight, layout.pitch, layout.labelWidth, topHeight, kinds]);

  const visibleRows = rows.getVirtualItems();
  const isFast = useFastScroll({ first: visibleRows[0]?.index ?? 0, isScrolling: rows.isScrolling, leap });
  const listedRows = useMemo(() => listed.map((item) => (item.kind === 'row' ? item.row : null)), [listed]);
  useCostsAhead(listedRows, columns, { first: visibleRows[0]?.index ?? 0, isScrolling: rows.isScrolling && !isFast });
  const seen = sampleColumns.getVirtualItems();
  // Shift the visible range in steps of `samplesAtOnce`, because each shift redraws every row.
  const first = Math.floor((seen[0]?.index ?? 0) / samplesAtOnce) * samplesAtOnce;
  const inWindow = (viewportWidth - layout.labelWidth) / layout.pitch + 2 * samplesAround;
  // Keep the number of rendered cells constant, so that rows reuse their elements.
  const count = Math.ceil(inWindow / samplesAtOnce + 1) * samplesAtOnce;
  const visible = useMemo(() => order.slice(first, first + count), [order, first, count]);
  const shared = { comparison, layout, look, cell, originals, visible, left: first * layout.pitch, onPin, onOpen, onSwipe };
  const width = layout.labelWidth + order.length * layout.pitch;

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scroll container must be reachable by keyboard
    <section ref={frame} className={styles.matrix} data-dense={layout.isDense} aria-label="Samples by run" tabIndex={0}>
      <div className={styles.content} style={{ width }}>
        <div className={styles.top}>
          <MatrixHead {...shared} picked={picked} onPick={onPick} error={error?.message ?? null} />
          {!layout.isNarrow && pinned.map((row) => <MatrixRow key={row.key} {...shared} row={row} isPinned />)}
        </div>
        <div className={styles.rows} style={{ height: rows.getTotalSize() }}>
          {visibleRows.map(({ key, index, start }) => {
            const item = listed[index];
            return (
              <div key={key} className={styles.item} style={{ top: start - topHeight }}>
                {item?.kind === 'heading' && <GroupHeadingView group={item.group} comparison={comparison} height={layout.headingHeight} />}
                {item?.kind === 'row' && (
                  <PassingRow {...shared} row={item.row} isPinned={comparison.pins.has(item.row.key)} isFast={isFast} />
                )}
              </div>
            );
          })}
        </div>
      </div>
    </section>
  );
}

/** Samples rendered beyond each edge of the visible range. */
const samplesAround = 1;

/** The visible range shifts in steps of this many samples. */
const samplesAtOnce = 2;

/** Scroll speed, in rows per frame, above which rows are unreadable and need not be drawn. */
const leap = 3;

interface PassingRowProps extends MatrixRowProps {
  readonly isFast: boolean;
}

function PassingRow({ isFast, ...props }: PassingRowProps) {
  const { row, layout } = props;
  return useIsDrawn(isFast, row.key) ? (
    <MatrixRow {...props} />
  ) : (
    <section className={styles.row} style={{ height: heightOfRow(layout, row) }} aria-label={row.label} />
  );
}

function itemsOf(group: GroupHeading): readonly Item[] {
  const rows = group.rows.map((row) => ({ kind: 'row' as const, row }));
  return group.title === '' ? rows : [{ kind: 'heading', group }, ...rows];
}

function keyOf(item: Item | undefined): string {
  return item?.kind === 'heading' ? `group ${item.group.key}` : (item?.row.key ?? '');
}
