import { formatParameter } from '#lib/format.ts';
import styles from './colour-legend.module.css';
import { type ColourMap, gradientOf } from './colour-maps.ts';
import { differenceReach, type Showing } from './paint.ts';

export interface ColourLegendProps {
  readonly map: ColourMap;
  readonly showing: Showing;
  readonly low: number;
  readonly high: number;
}

/** What the colours stand for: one range for all pictures of a page. */
export function ColourLegend({ map, showing, low, high }: ColourLegendProps) {
  const reach = (high - low) * differenceReach;
  const isDifference = showing === 'difference';
  return (
    <span className={styles.legend}>
      <span>{isDifference ? `≤ ${formatParameter(-reach)}` : formatParameter(low)}</span>
      <span className={styles.bar} style={{ backgroundImage: gradientOf(isDifference ? 'signed' : map) }} aria-hidden="true" />
      <span>{isDifference ? `≥ ${formatParameter(reach)}` : formatParameter(high)}</span>
    </span>
  );
}
