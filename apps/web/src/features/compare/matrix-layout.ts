import type { SampleCell } from '#components/pictures/sample-cell.ts';
import { hairline } from '#components/pictures/sample-strip.tsx';

/** Width of a row's label beside its samples. On narrow screens the label is above them. */
const labelWidth = 240;
const narrowMargin = 12;
const narrowest = 720;
/** Height of the line with costs, and padding of the row. Must match the style sheet. */
const roomy = { costsHeight: 18, padding: 14 };
/** Eight rows of 56 pixels, two pinned baselines and the originals fit in a window of 1440 × 900. */
const dense = { costsHeight: 11, padding: 0 };
/** Most rows of the roomy kind that fit in such a window. */
const maxRoomy = 7;
/** Height of the samples' numbers above the originals. */
const numbersHeight = 15;
/** Minimum height for the run's name, cost and mark. */
const minHeight = 66;
const narrowLabelHeight = 40;

export interface MatrixLayout {
  readonly isNarrow: boolean;
  /** Whether rows have no padding, so that more of them are in sight. */
  readonly isDense: boolean;
  readonly cellWidth: number;
  readonly cellHeight: number;
  /** Distance between the left edges of adjacent cells. */
  readonly pitch: number;
  readonly rowHeight: number;
  readonly headHeight: number;
  readonly headingHeight: number;
  /** Offset of the first cell. */
  readonly labelWidth: number;
}

export interface LayoutInput {
  readonly cell: Pick<SampleCell, 'width' | 'height'>;
  readonly viewportWidth: number;
  /** How many rows there are, pinned ones included. */
  readonly rows: number;
}

/** Computes all sizes in CSS pixels. They are known before rendering, so that rows can be virtualized without measuring them. */
export function prepareLayout({ cell, viewportWidth, rows }: LayoutInput): MatrixLayout {
  const isNarrow = viewportWidth < narrowest;
  const { width: cellWidth, height: cellHeight } = cell;
  const isDense = !isNarrow && rows > maxRoomy;
  const { costsHeight, padding } = isDense ? dense : roomy;
  const cells = cellHeight + costsHeight + padding;
  return {
    isNarrow,
    isDense,
    cellWidth,
    cellHeight,
    pitch: cellWidth + hairline,
    rowHeight: isNarrow ? cells + narrowLabelHeight : Math.max(minHeight, cells),
    headHeight: isDense ? Math.max(minHeight, cellHeight + numbersHeight) : Math.max(isNarrow ? 0 : minHeight, cells),
    headingHeight: 30,
    labelWidth: isNarrow ? narrowMargin : labelWidth,
  };
}
