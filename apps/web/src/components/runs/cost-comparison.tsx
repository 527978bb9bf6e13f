import { formatDifference } from '@hourglass/presentation';
import { hint } from '#components/ui/hint.ts';
import styles from './cost-comparison.module.css';

export interface CostComparisonProps {
  readonly cost: number | null;
  /** Cost of PCA with the same code size. */
  readonly reference: number | null;
}

/** Shows whether a cost is better or worse than the baseline's, by shape, sign and colour. */
export function CostComparison({ cost, reference }: CostComparisonProps) {
  // A baseline without any cost leaves nothing to compare with.
  if (cost === null || reference === null || reference === 0) return <span className={styles.none}>–</span>;
  const isBetter = cost < reference;
  return (
    <span
      className={isBetter ? styles.better : styles.worse}
      {...hint(isBetter ? 'Lower cost than what it is compared with' : 'Higher cost than what it is compared with')}
    >
      <span aria-hidden="true">{isBetter ? '▾' : '▴'}</span>
      {formatDifference(cost, reference)}
      <span className="visually-hidden">{isBetter ? 'better' : 'worse'}</span>
    </span>
  );
}
