import { commonDecimals, formatFixed } from '@hourglass/presentation';
import tips from '#components/ui/tip.module.css';
import type { ChartPlan } from './chart-plan.ts';
import styles from './plot.module.css';
import type { Pointer } from './plot-options.ts';
import { prepareReadout } from './prepare-readout.ts';
import { aroundText } from './prepare-values.ts';

export interface ReadoutProps {
  readonly plan: ChartPlan;
  readonly pointer: Pointer;
}

/** Tooltip with the values at the pointer. */
export function Readout({ plan, pointer }: ReadoutProps) {
  const rows = prepareReadout(plan, pointer);
  if (rows.length === 0) return null;
  const decimals = commonDecimals(rows.map(({ y }) => y));
  const isRight = pointer.x > (plan.x.min + plan.x.max) / 2;
  return (
    <div
      className={`${tips.tip} ${styles.readout}`}
      style={{ top: 8, ...(isRight ? { right: `calc(100% - ${pointer.left - 12}px)` } : { left: pointer.left + 12 }) }}
      aria-hidden="true"
    >
      <p>
        {plan.x.title} {plan.x.format(pointer.x)}
      </p>
      <ul>
        {rows.map((row) => (
          <li key={row.id}>
            <span className={styles.swatch} style={{ background: row.colour }} />
            <span>{row.label}</span>
            <span>{formatFixed(row.y, decimals)}</span>
            <span className={styles.around}>{aroundText(row, decimals)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
