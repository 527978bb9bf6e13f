import { formatFixed, formatNumberOf, numberedLabel, spreadMeaning } from '@hourglass/presentation';
import Link from 'next/link';
import { RunSwatch } from '#components/runs/run-swatch.tsx';
import { hint } from '#components/ui/hint.ts';
import { StateMark } from '#components/ui/state-mark.tsx';
import styles from './matrix.module.css';
import type { ComparisonRow } from './row.ts';
import type { RowCost } from './row-cost.ts';

export interface RowLabelProps {
  readonly row: ComparisonRow;
  readonly cost: RowCost;
  readonly decimals: number;
  readonly isPinned: boolean;
  /** Whether the drawing uses exact values or does not depend on their precision. */
  readonly isExact: boolean;
  readonly error: string | null;
  readonly onPin: () => void;
  /** Opens the enlarged view; null if there is nothing to enlarge. */
  readonly onOpen: (() => void) | null;
}

/** Label of a row: name, cost and buttons. */
export function RowLabel({ row, cost, decimals, isPinned, isExact, error, onPin, onOpen }: RowLabelProps) {
  const run = row.members[0]?.run;
  if (run === undefined) return null;
  return (
    <header className={styles.label}>
      <span className={styles.name}>
        <RunSwatch run={run} />
        <Link href={{ pathname: `/runs/${run.id}` }} prefetch={false}>
          {row.kind === 'seeds' ? row.label : numberedLabel(row.label, run.number)}
        </Link>
      </span>
      <span className={styles.facts}>
        <span {...hint(costTitle(cost))}>
          <strong>{formatFixed(cost.mean, decimals)}</strong>
          {cost.deviation !== null && ` ± ${formatFixed(cost.deviation, decimals)}`}
        </span>
        {row.kind === 'seeds' && <span>{formatNumberOf(row.members.length, 'seed')}</span>}
        {run.state !== 'complete' && <StateMark run={run} />}
        {run.archivedAt !== null && <span>archived</span>}
        {!isExact && (
          <span
            className={styles.caution}
            {...hint('Exact values are recorded at the end of a run. Until then, differences are computed from 8-bit pictures.')}
          >
            8-bit
          </span>
        )}
      </span>
      {row.mark !== null && <span className={styles.mark}>{row.mark}</span>}
      {error !== null && (
        <span className={styles.problem} {...hint(error)}>
          {error}
        </span>
      )}
      <span className={styles.actions}>
        <button type="button" onClick={onPin} aria-pressed={isPinned} aria-label={`${isPinned ? 'Unpin' : 'Pin'} ${row.label}`}>
          {isPinned ? 'unpin' : 'pin'}
        </button>
        {onOpen !== null && (
          <button type="button" onClick={onOpen} aria-label={`Open ${row.label}`}>
            open
          </button>
        )}
      </span>
    </header>
  );
}

function costTitle(cost: RowCost): string {
  const what = `Mean cost of ${formatNumberOf(cost.count, cost.over)}`;
  return cost.deviation === null ? what : `${what} ± ${spreadMeaning(cost)}`;
}
