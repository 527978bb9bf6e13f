import { commonDecimals, formatFixed } from '@hourglass/presentation';
import type { ChartPlan } from './chart-plan.ts';
import type { Pointer } from './plot-options.ts';
import { prepareReadout } from './prepare-readout.ts';
import { aroundText } from './prepare-values.ts';
import styles from './readout.module.css';

export interface ReadoutProps {
  readonly plan: ChartPlan;
  /** Null while the pointer is elsewhere: the readout keeps its place, so that nothing moves. */
  readonly pointer: Pointer | null;
}

/** The values at the pointer, below the chart, where they cover no curve. */
export function Readout({ plan, pointer }: ReadoutProps) {
  const rows = pointer === null ? [] : prepareReadout(plan, pointer);
  const decimals = commonDecimals(rows.map(({ value }) => value));
  return (
    <ul className={styles.readout} aria-hidden="true">
      {pointer !== null && rows.length > 0 && (
        <li className={styles.place}>
          {plan.x.title} {plan.x.format(pointer.x)}
        </li>
      )}
      {rows.map((row) => (
        <li key={row.id}>
          <span className={styles.swatch} style={{ background: row.colour }} />
          {row.name} {formatFixed(row.value, decimals)}
          <span className={styles.around}> {aroundText(row, decimals)}</span>
        </li>
      ))}
    </ul>
  );
}
