import { formatFixed } from '#lib/format.ts';
import { indexOfWorst } from './index-of-worst.ts';
import styles from './sample-costs.module.css';
import { hairline } from './sample-strip.tsx';

export type Costs = readonly (number | null)[];

export interface SampleCostsProps {
  /** By sample; undefined while they load. */
  readonly costs: Costs | undefined;
  readonly order: readonly number[];
  /** Pixels of one sample on screen. */
  readonly cellWidth: number;
  /** Shared by all costs of a page, so that they can be held against each other. */
  readonly decimals: number;
  /** Those of the baseline to beat. */
  readonly rival?: Costs | undefined;
}

/** Pictures narrower than this leave room for fewer digits. */
const narrowWidth = 40;

/** The cost of each sample under its picture: green where it beats the baseline, strong where it is the run's worst. */
export function SampleCosts({ costs, order, cellWidth, decimals, rival }: SampleCostsProps) {
  const isNarrow = cellWidth < narrowWidth;
  const worst = indexOfWorst(costs);
  return (
    <ol
      className={isNarrow ? styles.narrow : styles.costs}
      style={{ gridTemplateColumns: `repeat(${order.length}, ${cellWidth}px)`, columnGap: hairline }}
      aria-label="Cost of each sample"
    >
      {order.map((sample) => {
        const cost = costs?.[sample];
        const names = [sample === worst && styles.worst, isBelow(cost, rival?.[sample]) && styles.better].filter((name) => name !== false);
        return (
          <li key={sample} className={names.join(' ')}>
            {cost === undefined ? ' ' : formatFixed(cost, isNarrow ? Math.max(0, decimals - 1) : decimals)}
          </li>
        );
      })}
    </ol>
  );
}

function isBelow(cost: number | null | undefined, rival: number | null | undefined): boolean {
  return typeof cost === 'number' && typeof rival === 'number' && cost < rival;
}
