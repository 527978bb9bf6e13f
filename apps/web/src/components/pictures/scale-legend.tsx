import { formatParameter } from '@hourglass/presentation';
import { type ColourMap, gradientOf } from '@hourglass/presentation/colour-maps';
import { type CellModeName, cellModes } from './cell-modes.ts';
import { colourScales, tableOf } from './colour-scales.ts';
import type { SampleCell } from './sample-cell.ts';
import styles from './scale-legend.module.css';

export interface ScaleLegendProps {
  readonly map: ColourMap;
  readonly mode: CellModeName;
  /** How samples are drawn: plots have heights instead of colours. */
  readonly drawn: SampleCell['kind'];
  /** The range of the data. */
  readonly low: number;
  readonly high: number;
}

/** The scale of values, the same for all samples of a page: the colours of pictures, or the lower and upper edge of plots. */
export function ScaleLegend({ map, mode, drawn, low, high }: ScaleLegendProps) {
  const scale = colourScales[cellModes[mode].scale];
  const limits = scale.limits({ low, high });
  return (
    <span className={styles.legend}>
      <span>
        {drawn === 'plot' ? 'drawn from ' : ''}
        {scale.isOpen && limits.low < 0 ? '≤ ' : ''}
        {formatParameter(limits.low)}
      </span>
      {drawn === 'plot' ? (
        'to'
      ) : (
        <span className={styles.bar} style={{ backgroundImage: gradientOf(tableOf(scale, map, drawn === 'colour')) }} aria-hidden="true" />
      )}
      <span>
        {scale.isOpen ? '≥ ' : ''}
        {formatParameter(limits.high)}
        {drawn === 'colour' && scale.ofChannels === 'each' && ' in each channel'}
      </span>
    </span>
  );
}
