import { formatParameter } from '@hourglass/presentation';
import { type ColourMap, gradientOf } from '@hourglass/presentation/colour-maps';
import { type CellModeName, cellModes } from './cell-modes.ts';
import styles from './colour-legend.module.css';
import { colourScales, tableOf } from './colour-scales.ts';

export interface ColourLegendProps {
  readonly map: ColourMap;
  readonly mode: CellModeName;
  /** The range of the data. */
  readonly low: number;
  readonly high: number;
}

/** The colour scale: one range for all pictures of a page. */
export function ColourLegend({ map, mode, low, high }: ColourLegendProps) {
  const scale = colourScales[cellModes[mode].scale];
  const limits = scale.limits({ low, high });
  return (
    <span className={styles.legend}>
      <span>
        {scale.isOpen && limits.low < 0 ? '≤ ' : ''}
        {formatParameter(limits.low)}
      </span>
      <span className={styles.bar} style={{ backgroundImage: gradientOf(tableOf(scale, map)) }} aria-hidden="true" />
      <span>
        {scale.isOpen ? '≥ ' : ''}
        {formatParameter(limits.high)}
      </span>
    </span>
  );
}
