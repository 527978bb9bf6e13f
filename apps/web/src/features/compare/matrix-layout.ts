import { hairline } from '#components/pictures/sample-strip.tsx';

/** Beside its samples stands what a run is called; on a narrow screen above them. */
const labelWidth = 240;
const narrowMargin = 12;
const narrowest = 720;
/** Of the line with costs, and around both. */
const costsHeight = 18;
const padding = 14;
/** Room for a name, a cost and a mark. */
const leastHeight = 66;
const narrowLabelHeight = 40;

export interface MatrixLayout {
  readonly isNarrow: boolean;
  readonly cellWidth: number;
  readonly cellHeight: number;
  /** From one cell to the next. */
  readonly pitch: number;
  readonly rowHeight: number;
  readonly headHeight: number;
  readonly headingHeight: number;
  /** Before the first cell. */
  readonly labelWidth: number;
}

export interface LayoutInput {
  readonly sample: { readonly width: number; readonly height: number };
  readonly scale: number;
  readonly viewportWidth: number;
}

/** How large everything is, in CSS pixels: known beforehand, so that rows that nobody sees need not be there. */
export function prepareLayout({ sample, scale, viewportWidth }: LayoutInput): MatrixLayout {
  const isNarrow = viewportWidth < narrowest;
  const cellWidth = sample.width * scale;
  const cellHeight = sample.height * scale;
  const cells = cellHeight + costsHeight + padding;
  return {
    isNarrow,
    cellWidth,
    cellHeight,
    pitch: cellWidth + hairline,
    rowHeight: isNarrow ? cells + narrowLabelHeight : Math.max(leastHeight, cells),
    headHeight: Math.max(isNarrow ? 0 : leastHeight, cells),
    headingHeight: 30,
    labelWidth: isNarrow ? narrowMargin : labelWidth,
  };
}
