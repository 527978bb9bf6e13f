import Link from 'next/link';
import { StateMark } from '#components/ui/state-mark.tsx';
import { Time } from '#components/ui/time.tsx';
import { formatDuration, formatFixed, formatParameter } from '#lib/format.ts';
import { StepProgress } from '../runs/step-progress.tsx';
import { Thumbnail } from '../runs/thumbnail.tsx';
import styles from './list-row.module.css';
import type { ShownColumn } from './prepare-columns.ts';
import { rowLabel } from './row-label.ts';
import type { ListRow } from './server/list-row.ts';

/** What stands in a cell. A run without the value has a dash. */
export function ListCell({ row, column, decimals }: { readonly row: ListRow; readonly column: ShownColumn; readonly decimals: number }) {
  if (column.look === 'samples') return <Thumbnail run={row} label={rowLabel(row)} />;
  const value = column.cell === null ? null : (row.cells[column.cell] ?? null);
  if (value === null || value === '') return <span className={styles.none}>–</span>;
  switch (column.look) {
    case 'sweep':
      return (
        <Link href={{ pathname: `/sweeps/${row.sweep}` }} prefetch={false}>
          {row.sweepName}
        </Link>
      );
    case 'state':
      return row.state === 'running' ? <StepProgress run={row} /> : <StateMark state={row.state} />;
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
