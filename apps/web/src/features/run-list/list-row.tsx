import { memo, useLayoutEffect, useMemo, useRef } from 'react';
import { keepTextUnselected, rowModifier } from '#lib/row-click.ts';
import { ListCell, type Selection } from './list-cell.tsx';
import styles from './list-row.module.css';
import type { ShownColumn } from './prepare-columns.ts';
import type { ListRow as Row } from './server/list-row.ts';

export interface ListRowProps extends Selection {
  /** Null while it is on its way. */
  readonly row: Row | null;
  readonly index: number;
  readonly top: number;
  readonly width: number;
  readonly pinned: readonly ShownColumn[];
  readonly columns: readonly ShownColumn[];
  /** Room for the columns that are out of sight on the left. */
  readonly skipped: number;
  readonly decimals: number;
}

/**
 * One run, in an element that shows others before and after it. Drawn again only when something of it changes, because scrolling
 * draws hundreds of cells.
 */
export const ListRow = memo(function ListRow({ index, top, width, ...cells }: ListRowProps) {
  const { row, isSelected, onSelect } = cells;
  const element = useRef<HTMLTableRowElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the run that had the focus is out of sight, and so is its focus
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

/** Apart from its row, which moves with each frame in which rows without values fly past. */
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
