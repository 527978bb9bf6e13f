import Link from 'next/link';
import { type CSSProperties, memo } from 'react';
import { keepTextUnselected, rowModifier } from '../runs/row-click.ts';
import { RunBox } from '../runs/run-box.tsx';
import names from '../runs/run-name.module.css';
import type { SelectionClick } from '../runs/toggle-selection.ts';
import { ListCell } from './list-cell.tsx';
import styles from './list-row.module.css';
import { isNumeric, type ShownColumn } from './prepare-columns.ts';
import { rowLabel } from './row-label.ts';
import type { ListRow as Row } from './server/list-row.ts';

export interface ListRowProps {
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
  readonly isSelected: boolean;
  readonly onSelect: (id: string, modifier: SelectionClick['modifier']) => void;
}

/** One run. Drawn again only when something of it changes, because scrolling draws hundreds of cells. */
export const ListRow = memo(function ListRow(props: ListRowProps) {
  const { row, index, top, width, pinned, columns, skipped, decimals, isSelected, onSelect } = props;
  const place = { transform: `translateY(${top}px)`, width };
  if (row === null) return <EmptyRow index={index} style={place} columns={pinned.length + columns.length} />;
  let left = 0;
  return (
    <tr
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      className={styles.row}
      style={place}
      onClick={(event) => {
        const modifier = rowModifier(event);
        if (modifier !== null) onSelect(row.id, modifier);
      }}
      onMouseDown={keepTextUnselected}
    >
      {pinned.map((column) => {
        const style = { width: column.width, left };
        left += column.width;
        return (
          <td key={column.id} className={`${styles.cell} ${styles.pinned} ${isNumeric(column) ? styles.right : ''}`} style={style}>
            <Content row={row} column={column} decimals={decimals} isSelected={isSelected} onSelect={onSelect} />
          </td>
        );
      })}
      <td style={{ flex: 'none', padding: 0, width: skipped }} />
      {columns.map((column) => (
        <td key={column.id} className={`${styles.cell} ${isNumeric(column) ? styles.right : ''}`} style={{ width: column.width }}>
          <Content row={row} column={column} decimals={decimals} isSelected={isSelected} onSelect={onSelect} />
        </td>
      ))}
    </tr>
  );
});

interface EmptyRowProps extends Pick<ListRowProps, 'index'> {
  readonly style: CSSProperties;
  readonly columns: number;
}

/** A single cell: hundreds of them come and go with each frame while rows fly past. */
function EmptyRow({ index, style, columns }: EmptyRowProps) {
  return (
    <tr aria-rowindex={index + 2} className={styles.row} style={style}>
      <td colSpan={columns} className={styles.empty} />
    </tr>
  );
}

interface ContentProps extends Pick<ListRowProps, 'decimals' | 'isSelected' | 'onSelect'> {
  readonly row: Row;
  readonly column: ShownColumn;
}

function Content({ row, column, decimals, isSelected, onSelect }: ContentProps) {
  if (column.look !== 'run') return <ListCell row={row} column={column} decimals={decimals} />;
  const label = rowLabel(row);
  return (
    <span className={names.name}>
      <RunBox
        place={row.place}
        label={`Select ${label} of ${row.sweepName}`}
        isSelected={isSelected}
        onSelect={(modifier) => onSelect(row.id, modifier)}
      />
      <Link href={{ pathname: `/runs/${row.id}` }} prefetch={false} title={row.notes ?? row.id}>
        {label}
      </Link>
      {row.isArchived && <span className={styles.none}>archived</span>}
    </span>
  );
}
