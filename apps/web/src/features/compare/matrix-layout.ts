import type { SampleCell } from '#components/pictures/sample-cell.ts';
import { hairline } from '#components/pictures/sample-strip.tsx';

/** Width of a row's label beside its samples. On narrow screens the label is above them. */
const labelWidth = 240;
const narrowMargin = 12;
const narrowest = 720;
/** Height of the line with costs, and padding of the row. */
const costsHeight = 18;
const padding = 14;
/** Minimum height for the run's name, cost and mark. */
const minHeight = 66;
const narrowLabelHeight = 40;

export interface MatrixLayout {
  readonly isNarrow: boolean;
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
}

/** Computes all sizes in CSS pixels. They are known before rendering, so that rows can be virtualized without measuring them. */
export function prepareLayout({ cell, viewportWidth }: LayoutInput): MatrixLayout {
  const isNarrow = viewportWidth < narrowest;
  const { width: cellWidth, height: cellHeight } = cell;
  const cells = cellHeight + costsHeight + padding;
  return {
    isNarrow,
    cellWidth,
    cellHeight,
    pitch: cellWidth + hairline,
    rowHeight: isNarrow ? cells + narrowLabelHeight : Math.max(minHeight, cells),
    headHeight: Math.max(isNarrow ? 0 : minHeight, cells),
    headingHeight: 30,
    labelWidth: isNarrow ? narrowMargin : labelWidth,
  };
}
