import { commonDecimals, formatFixed, formatParameter } from '#lib/format.ts';
import type { ChartPlan } from './chart-plan.ts';
import styles from './plot.module.css';
import { prepareReadout } from './prepare-readout.ts';

export interface ReadoutProps {
  readonly plan: ChartPlan;
  /** In values of the axes, and in pixels of the frame. */
  readonly pointer: { readonly x: number; readonly y: number; readonly left: number; readonly top: number };
}

/** The values under the pointer, beside it. */
export function Readout({ plan, pointer }: ReadoutProps) {
  const rows = prepareReadout(plan, pointer);
  const first = rows[0];
  if (first === undefined) return null;
  const decimals = commonDecimals(rows.map(({ y }) => y));
  const isRight = pointer.x > (plan.x.min + plan.x.max) / 2;
  return (
    <div
      className={styles.readout}
      style={{ top: 8, ...(isRight ? { right: `calc(100% - ${pointer.left - 12}px)` } : { left: pointer.left + 12 }) }}
      aria-hidden="true"
    >
      <p>
        {plan.x.title} {formatParameter(Number(first.x.toPrecision(4)))}
      </p>
      <ul>
        {rows.map(({ label, colour, y }) => (
          <li key={label}>
            <span className={styles.swatch} style={{ background: colour }} />
            <span>{label}</span>
            <span>{formatFixed(y, decimals)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
