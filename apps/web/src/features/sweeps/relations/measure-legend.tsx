import { commonDecimals, formatFixed } from '@hourglass/presentation';
import styles from './measure-legend.module.css';
import { measureGradient } from './measure-scale.ts';

export interface MeasureLegendProps {
  readonly best: number;
  readonly worst: number;
}

/** Legend of a view's colour scale. */
export function MeasureLegend({ best, worst }: MeasureLegendProps) {
  const decimals = commonDecimals([best, worst]);
  return (
    <span className={styles.legend}>
      <span>{formatFixed(best, decimals)}</span>
      <span className={styles.bar} style={{ backgroundImage: measureGradient }} aria-hidden="true" />
      <span>{formatFixed(worst, decimals)}</span>
    </span>
  );
}
