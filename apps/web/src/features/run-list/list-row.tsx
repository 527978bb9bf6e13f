import { memo, useLayoutEffect, useMemo, useRef } from 'react';
import { keepTextUnselected, rowModifier } from '#lib/row-click.ts';
import { ListCell, type Selection } from './list-cell.tsx';
import styles from './list-row.module.css';
import type { ShownColumn } from './prepare-columns.ts';
import type { ListRow as Row } from './server/list-row.ts';

export interface ListRowProps extends Selection {
  /** Null while the row loads. */
  readonly row: Row | null;
  readonly index: number;
  readonly top: number;
  readonly width: number;
  readonly pinned: readonly ShownColumn[];
  readonly columns: readonly ShownColumn[];
  /** Width of the columns that are scrolled out on the left. */
  readonly skipped: number;
  readonly decimals: number;
}

/**
 * The row of one run. Its DOM nodes are recycled: a row scrolled out of view hands its nodes to the row scrolled in. Memoized, because
 * scrolling renders hundreds of cells.
 */
export const ListRow = memo(function ListRow({ index, top, width, ...cells }: ListRowProps) {
  const { row, isSelected, onSelect } = cells;
  const element = useRef<HTMLTableRowElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a recycled row must drop the focus of its previous run
  useLayoutEffect(() => leave(element.current), [index]);
  return (
    <tr
      ref={element}
      aria-rowindex={index + 2}
      aria-selected={row === null ? undefined : isSelected}
      className={styles.row}
      style={{ top, width }}
      onClick={(event) => {
        const modifier = rowModifier(event);
        if (row !== null && modifier !== null) onSelect(row.id, modifier);
      }}
      onMouseDown={keepTextUnselected}
    >
      <Cells {...cells} />
    </tr>
  );
});

function leave(element: HTMLElement | null): void {
  const { activeElement } = document;
  if (activeElement instanceof HTMLElement && element?.contains(activeElement) === true) activeElement.blur();
}

type CellsProps = Omit<ListRowProps, 'index' | 'top' | 'width'>;

/** Memoized separately from the row: during fast scrolling the row moves every frame, but its cells stay empty. */
const Cells = memo(function Cells({ row, pinned, columns, skipped, decimals, isSelected, onSelect }: CellsProps) {
  const selection = useMemo(() => ({ isSelected, onSelect }), [isSelected, onSelect]);
  const cellOf = (column: ShownColumn, left?: number) => (
    <ListCell key={column.id} {...{ row, column, decimals, left, selection: column.look === 'run' ? selection : null }} />
  );
  let left = 0;
  return (
    <>
      {pinned.map((column) => {
        left += column.width;
        return cellOf(column, left - column.width);
      })}
      <td className={styles.skipped} style={{ width: skipped }} />
      {columns.map((column) => cellOf(column))}
    </>
  );
});
