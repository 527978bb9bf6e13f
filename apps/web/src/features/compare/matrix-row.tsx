'use client';

import { type MouseEvent, memo, type PointerEvent, useMemo, useRef } from 'react';
import { cellModes } from '#components/pictures/cell-modes.ts';
import type { CellSource, Look } from '#components/pictures/paint.ts';
import type { SampleCell } from '#components/pictures/sample-cell.ts';
import { SampleCosts } from '#components/pictures/sample-costs.tsx';
import { SampleStrip } from '#components/pictures/sample-strip.tsx';
import styles from './matrix.module.css';
import { heightOfRow, type MatrixLayout } from './matrix-layout.ts';
import type { ComparisonRow } from './row.ts';
import { sampleCosts } from './row-cost.ts';
import { RowLabel } from './row-label.tsx';
import { lookOf } from './row-look.ts';
import type { Comparison } from './use-comparison.ts';
import { useSampleCosts } from './use-comparison-data.ts';
import { referenceMember, useRowPictures } from './use-row-pictures.ts';

export interface MatrixRowProps {
  readonly row: ComparisonRow;
  readonly isPinned: boolean;
  readonly comparison: Comparison;
  readonly layout: MatrixLayout;
  readonly look: Look;
  readonly cell: SampleCell;
  readonly originals: CellSource | null;
  /** Visible samples, and the distance of the first one from the first column. */
  readonly visible: readonly number[];
  readonly left: number;
  readonly onPin: (row: ComparisonRow) => void;
  readonly onOpen: (row: ComparisonRow, sample: number) => void;
  readonly onSwipe: (share: number) => void;
}

/** A pointer that moves further than this, in pixels, drags instead of clicking. */
const clickReach = 4;

/**
 * One run, or the seeds of one configuration: label on the left, samples with their costs on the right. Memoized, because scrolling moves
 * dozens of rows per frame.
 */
export const MatrixRow = memo(function MatrixRow(props: MatrixRowProps) {
  const { row, isPinned, comparison, layout, cell, originals, visible, left, onPin, onOpen, onSwipe } = props;
  const look = lookOf(row, props.look, comparison.reference);
  const { source, error } = useRowPictures(row, originals, comparison);
  const { costs, referenceCosts, cost } = useRowCosts(row, comparison);
  const pressedAt = useRef(0);
  const columnAt = (event: MouseEvent) => (event.clientX - event.currentTarget.getBoundingClientRect().left) / layout.pitch;
  const onPointerMove = (event: PointerEvent) => {
    if (look.mode === 'swipe' && event.buttons === 1) onSwipe(Math.min(1, ((columnAt(event) % 1) * layout.pitch) / layout.cellWidth));
  };
  const onClick = (event: MouseEvent) => {
    const each = visible[Math.floor(columnAt(event))];
    if (each !== undefined && Math.abs(event.clientX - pressedAt.current) < clickReach) onOpen(row, each);
  };
  const [firstVisible] = visible;
  const hasPictures = row.members.some(({ shown }) => shown !== null);
  return (
    <section
      className={row.kind === 'baseline' ? styles.baseline : styles.row}
      style={{ height: heightOfRow(layout, row) }}
      aria-label={row.label}
      data-pinned={isPinned}
    >
      <RowLabel
        row={row}
        cost={cost}
        decimals={comparison.decimals}
        isPinned={isPinned}
        isExact={!comparison.wantsExact || source === null || source.members.every((member) => member.isExact)}
        error={error?.message ?? null}
        onPin={() => onPin(row)}
        onOpen={hasPictures && firstVisible !== undefined ? () => onOpen(row, firstVisible) : null}
      />
      {hasPictures && (
        <div className={styles.cells}>
          {/* biome-ignore lint/a11y/noStaticElementInteractions: the label's button opens from the keyboard */}
          {/* biome-ignore lint/a11y/useKeyWithClickEvents: the label's button opens from the keyboard */}
          <div
            className={styles.seen}
            style={{ marginLeft: left }}
            onPointerDown={(event) => {
              pressedAt.current = event.clientX;
            }}
            onPointerMove={onPointerMove}
            onClick={onClick}
          >
            <SampleStrip source={source} look={look} order={visible} cell={cell} label={`${cellModes[look.mode].title} of ${row.label}`} />
            <div className={layout.isDense && row.kind === 'baseline' ? styles.unseen : undefined}>
              <SampleCosts
                costs={costs}
                order={visible}
                cellWidth={layout.cellWidth}
                decimals={comparison.decimals}
                reference={referenceCosts}
                asGain={look.mode === 'gain'}
              />
            </div>
          </div>
        </div>
      )}
    </section>
  );
});

function useRowCosts(row: ComparisonRow, comparison: Comparison) {
  const reference = referenceMember(row, comparison);
  const [referenceRun, referenceShown] = [reference?.run, reference?.shown];
  const members = useMemo(
    () => [
      ...row.members,
      ...(referenceRun === undefined || referenceShown === undefined || row.members.some(({ run }) => run.id === referenceRun.id)
        ? []
        : [{ run: referenceRun, shown: referenceShown }]),
    ],
    [row.members, referenceRun, referenceShown],
  );
  const costs = useSampleCosts(members, comparison.columns);
  return {
    costs: sampleCosts(row, costs),
    referenceCosts: reference === null ? undefined : costs.get(reference.run.id),
    cost: comparison.costOf(row, costs),
  };
}
