import { formatDuration, formatFixed, formatParameter } from '@hourglass/presentation';
import Link from 'next/link';
import { memo, type ReactNode } from 'react';
import { NotHeldOut } from '#components/runs/not-held-out.tsx';
import { RunBox } from '#components/runs/run-box.tsx';
import names from '#components/runs/run-name.module.css';
import { StepProgress } from '#components/runs/step-progress.tsx';
import { Thumbnail } from '#components/runs/thumbnail.tsx';
import { hint } from '#components/ui/hint.ts';
import { StateMark } from '#components/ui/state-mark.tsx';
import { Time } from '#components/ui/time.tsx';
import type { SelectionClick } from '#lib/toggle-selection.ts';
import { fitsCell } from './fits-cell.ts';
import styles from './list-row.module.css';
import { canHave, isNumeric, type ShownColumn } from './prepare-columns.ts';
import type { ListRow } from './server/list-row.ts';

export interface ListCellProps {
  /** Null while the row loads. */
  readonly row: ListRow | null;
  readonly column: ShownColumn;
  readonly decimals: number;
  /** Sticky offset of a pinned column, in pixels from the left; undefined for other columns. */
  readonly left?: number | undefined;
  /** Null in all columns but the one with the checkbox. */
  readonly selection: Selection | null;
}

export interface Selection {
  readonly isSelected: boolean;
  readonly onSelect: (id: string, modifier: SelectionClick['modifier']) => void;
}

const missing = '–';

/** A cell; a missing value is shown as a dash. Memoized, so that adding or removing a column does not re-render the other cells. */
export const ListCell = memo(function ListCell({ row, column, decimals, left, selection }: ListCellProps) {
  const content = row === null ? '' : contentOf(row, column, decimals, selection);
  const looks = [styles.cell];
  if (left !== undefined) looks.push(styles.pinned);
  if (isNumeric(column)) looks.push(styles.right);
  if (content === missing) looks.push(styles.none);
  // Pinned cells have their own layer anyway, and the first cell has a wider margin.
  if (left !== undefined || typeof content !== 'string' || !fitsCell(content, column.width)) looks.push(styles.clipped);
  return (
    <td className={looks.join(' ')} style={{ width: column.width, left }}>
      {content}
    </td>
  );
});

function contentOf(row: ListRow, column: ShownColumn, decimals: number, selection: Selection | null): ReactNode {
  if (column.look === 'run') return selection === null ? row.label : <RunName row={row} selection={selection} />;
  // The keys remount pictures and progress bars for each run, so that a recycled cell does not continue from the previous run.
  if (column.look === 'samples') return <Thumbnail key={row.id} run={row} label={row.label} />;
  const value = column.cell === null ? null : (row.cells[column.cell] ?? null);
  if (value === null || value === '') return canHave(row, column) ? missing : <NotHeldOut />;
  switch (column.look) {
    case 'sweep':
      return (
        <Link href={{ pathname: `/sweeps/${row.sweep}` }} prefetch={false}>
          {row.sweepName}
        </Link>
      );
    case 'state':
      return row.state === 'running' ? <StepProgress key={row.id} run={row} /> : <StateMark run={row} />;
    case 'tags':
      return row.tags.map((tag) => (
        <span key={tag} className={styles.tag}>
          {tag}
        </span>
      ));
    case 'cost':
      return typeof value === 'number' ? formatFixed(value, decimals) : value;
    case 'duration':
      return typeof value === 'number' ? formatDuration(value) : value;
    case 'time':
      return typeof value === 'number' ? <Time at={value} /> : value;
    default:
      return formatParameter(value);
  }
}

function RunName({ row, selection }: { readonly row: ListRow; readonly selection: Selection }) {
  const label = row.label;
  return (
    <span className={names.name}>
      <RunBox
        run={row}
        label={`Select ${label} of ${row.sweepName}`}
        isSelected={selection.isSelected}
        onSelect={(modifier) => selection.onSelect(row.id, modifier)}
      />
      <Link href={{ pathname: `/runs/${row.id}` }} prefetch={false} {...hint(row.notes ?? row.id)}>
        {label}
      </Link>
      {row.isArchived && <span className={names.archived}>archived</span>}
    </span>
  );
}
