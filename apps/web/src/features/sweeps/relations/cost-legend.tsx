import { commonDecimals, formatFixed } from '@hourglass/presentation';
import styles from './cost-legend.module.css';
import { costGradient } from './cost-scale.ts';

export interface CostLegendProps {
  readonly low: number;
  readonly high: number;
}

/** Legend of a view's colour scale. */
export function CostLegend({ low, high }: CostLegendProps) {
  const decimals = commonDecimals([low, high]);
  return (
    <span className={styles.legend}>
      <span>{formatFixed(low, decimals)}</span>
      <span className={styles.bar} style={{ backgroundImage: costGradient }} aria-hidden="true" />
      <span>{formatFixed(high, decimals)}</span>
    </span>
  );
}
