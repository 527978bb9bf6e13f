import { formatNumberOf, formatSpread, spreadMeaning } from '@hourglass/presentation';
import type { GroupHeading } from './arrange-rows.ts';
import styles from './matrix.module.css';
import { groupCost } from './row-cost.ts';
import type { Comparison } from './use-comparison.ts';

export interface GroupHeadingProps {
  readonly group: GroupHeading;
  readonly comparison: Pick<Comparison, 'costs' | 'counted' | 'decimals'>;
  readonly height: number;
}

/** Heading of a group: its shared parameter value and its mean cost. */
export function GroupHeadingView({ group, comparison, height }: GroupHeadingProps) {
  const cost = groupCost(group.rows, comparison.costs, comparison.counted);
  return (
    <h2 className={styles.heading} style={{ height }}>
      <span>{group.title}</span>
      <span className={styles.soft}>
        {formatSpread(cost, comparison.decimals)} ({cost.deviation === null ? formatNumberOf(cost.count, 'run') : spreadMeaning(cost)})
      </span>
    </h2>
  );
}
