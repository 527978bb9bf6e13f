import type { SampleCell } from '#components/pictures/sample-cell.ts';
import { hairline } from '#components/pictures/sample-strip.tsx';
import type { ComparisonRow } from './row.ts';

/** Width of a row's label beside its samples. On narrow screens the label is above them. */
const labelWidth = 240;
const narrowMargin = 12;
const narrowest = 720;
/** Height of the line with costs, and padding of the row. Must match the style sheet. */
const roomy = { costsHeight: 18, padding: 14 };
/**
 * Eight rows of 56 pixels, three pinned baselines and the originals fit in a window of 1440 × 900. Baselines have no line of costs then: they have their
 * mean, and costs lower than theirs are marked in the rows.
 */
const dense = { costsHeight: 10, padding: 0 };
/** Most rows of the roomy kind that fit in such a window. */
const maxRoomy = 7;
/** Height of the samples' numbers above the originals. */
const numbersHeight = 15;
const rule = 1;
/** Minimum height for the run's name, cost and mark. */
const minHeight = 66;
/** The same without its mark. */
const minDenseHeight = 40;
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
  /** Height of the rows of baselines. */
  readonly baselineHeight: number;
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
  const rowHeight = isNarrow ? cells + narrowLabelHeight : Math.max(isDense ? minDenseHeight : minHeight, cells);
  return {
    isNarrow,
    isDense,
    cellWidth,
    cellHeight,
    pitch: cellWidth + hairline,
    rowHeight,
    baselineHeight: isDense ? Math.max(minDenseHeight, cellHeight + rule) : rowHeight,
    headHeight: isDense ? Math.max(minHeight, cellHeight + numbersHeight) : Math.max(isNarrow ? 0 : minHeight, cells),
    headingHeight: 30,
    labelWidth: isNarrow ? narrowMargin : labelWidth,
  };
}

/** The height of a row of the matrix. */
export function heightOfRow({ rowHeight, baselineHeight }: MatrixLayout, { kind }: Pick<ComparisonRow, 'kind'>): number {
  return kind === 'baseline' ? baselineHeight : rowHeight;
}
