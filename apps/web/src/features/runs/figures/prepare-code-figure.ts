import { formatParameter, formatShare } from '@hourglass/presentation';
import { at } from '@hourglass/presentation/at';
import { axisValues, type FigureAxis, type FigureLayout, type FigureRow, shareAlong } from '@hourglass/sweeps/figures';

/** A row of cells with what stands beside it. */
export interface DrawnRow {
  /** Before the row. */
  readonly label: string;
  /** What the label leaves out; empty if nothing. */
  readonly detail: string;
  /** Probe samples to draw at both ends; null for rows without. */
  readonly probes: readonly [number, number] | null;
  /** The values of the first and the last cell; null where all rows share them. */
  readonly ends: readonly [string, string] | null;
  /** The cells' positions among the samples of the figure. */
  readonly samples: readonly number[];
}

/** An axis along one side of the figure. */
interface DrawnAxis {
  readonly title: string;
  readonly from: string;
  readonly to: string;
}

export interface DrawnFigure {
  /** Cells of each row. */
  readonly columns: number;
  readonly rows: readonly DrawnRow[];
  /** Below all rows, from left to right. */
  readonly across: DrawnAxis | null;
  /** Beside all rows, from the top down. */
  readonly down: DrawnAxis | null;
}

const digits = 3;
const shown = (value: number) => formatParameter(value, digits);

/** @param nameOf the label of a probe sample; null where samples have no labels */
export function prepareCodeFigure({ columns, rows, across, down }: FigureLayout, nameOf: (probe: number) => string | null): DrawnFigure {
  return {
    columns,
    rows: rows.map((row, index) => ({
      ...rowOf(row, nameOf),
      samples: Array.from({ length: columns }, (_, column) => index * columns + column),
    })),
    across: across === null ? null : drawnAxis(across),
    down: down === null ? null : drawnAxis(down),
  };
}

function rowOf(row: FigureRow, nameOf: (probe: number) => string | null): Omit<DrawnRow, 'samples'> {
  switch (row.kind) {
    case 'cells':
      return { label: '', detail: '', probes: null, ends: null };
    case 'between': {
      const [first, second] = row.probes;
      return { label: `${probeName(first, nameOf)} → ${probeName(second, nameOf)}`, detail: '', probes: row.probes, ends: null };
    }
    case 'along': {
      const { axis, measure } = row;
      const detail = measure.name === 'kl' ? `KL ${shown(measure.value)} nats` : `variance ${shown(measure.value)}`;
      return { label: dimensionName(axis), detail, probes: null, ends: [shown(axis.from), shown(axis.to)] };
    }
  }
}

function probeName(probe: number, nameOf: (probe: number) => string | null): string {
  return nameOf(probe) ?? `sample ${probe}`;
}

function dimensionName({ dimension }: FigureAxis): string {
  return `dimension ${dimension}`;
}

function drawnAxis(axis: FigureAxis): DrawnAxis {
  const range = axis.spacing === 'quantiles' ? 'equally probable steps of the prior' : '1st to 99th percentile of test codes';
  return { title: `${dimensionName(axis)}, ${range}`, from: shown(axis.from), to: shown(axis.to) };
}

/** Whose labels the decoder of a run with a condition gets in a figure. */
export function conditionText({ rows }: FigureLayout, nameOf: (probe: number) => string | null): string {
  if (rows[0]?.kind === 'between') return 'The decoder gets the labels of both, mixed like their codes.';
  const name = nameOf(0);
  return `The decoder gets the label of the first probe sample${name === null ? '' : `, ${name}`}.`;
}

/** Figures that are shown beside each other: generated samples of several sources. Every other one is by itself. */
export function groupFigures<Shown extends { readonly layout: FigureLayout }>(figures: readonly Shown[]): readonly (readonly Shown[])[] {
  const generated = figures.filter(({ layout }) => isGenerated(layout));
  const others = figures.filter(({ layout }) => !isGenerated(layout)).map((figure) => [figure]);
  return generated.length === 0 ? others : [generated, ...others];
}

/** Whether the cells are samples of drawn codes, which stand on no axis. */
export function isGenerated({ rows, across, down }: FigureLayout): boolean {
  return across === null && down === null && rows[0]?.kind === 'cells';
}

/** Space beside the cells for labels and the values at both ends, in pixels. */
const labelsWidth = 160;

/**
 * The largest size up to the wanted one at which the cells fit; 1 where none does.
 *
 * @param widthAt of one cell at a size
 */
export function fittingSize(
  { columns, rows }: FigureLayout,
  wanted: number,
  given: { width: number; widthAt: (size: number) => number },
): number {
  const cells = columns + (rows[0]?.kind === 'between' ? 2 : 0);
  for (let size = wanted; size > 1; size--) if (cells * given.widthAt(size) + labelsWidth <= given.width) return size;
  return 1;
}

/** Which code a cell has, as a sentence part: `dimension 0 = 1.2, dimension 1 = −0.4`; the number of a generated sample. */
export function cellText({ columns, rows, across, down }: FigureLayout, row: number, column: number): string {
  const given = at(rows, row);
  switch (given.kind) {
    case 'cells':
      if (isGenerated({ columns, rows, across, down })) return `sample ${row * columns + column}`;
      return [across === null ? [] : [valueText(across, column, columns)], down === null ? [] : [valueText(down, row, rows.length)]]
        .flat()
        .join(', ');
    case 'between':
      return `${formatShare(shareAlong(column, { columns }))} of the way`;
    case 'along':
      return valueText(given.axis, column, columns);
  }
}

function valueText(axis: FigureAxis, index: number, count: number): string {
  return `${dimensionName(axis)} = ${shown(at(axisValues(axis, count), index))}`;
}
