import { formatFixed } from '@hourglass/presentation';
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
  /** Shared by all costs of a page, so that they are comparable. */
  readonly decimals: number;
  /** Those of the baseline to beat. */
  readonly reference?: Costs | undefined;
  /** Shows the difference from the cost of the reference instead of the cost. */
  readonly asGain?: boolean;
}

/** Narrower cells have a smaller font. */
const narrowWidth = 40;
/** Width of a digit in pixels, in the usual and the smaller font. */
const digitWidth = { usual: 6.2, narrow: 5.2 } as const;

/** The cost of each sample under its picture: green where it beats the baseline, strong where it is the run's worst. */
export function SampleCosts({ costs, order, cellWidth, decimals, reference, asGain = false }: SampleCostsProps) {
  const isNarrow = cellWidth < narrowWidth;
  const worst = indexOfWorst(costs);
  const room = Math.floor(cellWidth / (isNarrow ? digitWidth.narrow : digitWidth.usual));
  return (
    <ol
      className={isNarrow ? styles.narrow : styles.costs}
      style={{ gridTemplateColumns: `repeat(${order.length}, ${cellWidth}px)`, columnGap: hairline }}
      aria-label={asGain ? 'Gain of each sample' : 'Cost of each sample'}
    >
      {order.map((sample) => {
        const cost = costs?.[sample];
        const gain = gainOf(cost, reference?.[sample]);
        const names = [sample === worst && styles.worst, gain !== null && gain > 0 && styles.better].filter((name) => name !== false);
        return (
          <li key={sample} className={names.join(' ')}>
            {fitted((digits) => (asGain ? formatGain(gain, digits) : cost === undefined ? ' ' : formatFixed(cost, digits)), decimals, room)}
          </li>
        );
      })}
    </ol>
  );
}

/** A number with as many of the column's decimals as its cell has room for. */
export function fitted(format: (decimals: number) => string, decimals: number, room: number): string {
  let text = format(decimals);
  for (let fewer = decimals - 1; text.length > room && fewer >= 0; fewer--) text = format(fewer);
  return text;
}

function gainOf(cost: number | null | undefined, reference: number | null | undefined): number | null {
  return typeof cost === 'number' && typeof reference === 'number' ? reference - cost : null;
}

function formatGain(gain: number | null, digits: number): string {
  return gain === null ? '–' : `${gain > 0 ? '+' : ''}${formatFixed(gain, digits)}`;
}
