import { printedPlotHeight } from '@hourglass/presentation/sample-plot';
import type { Figure } from '#components/printing/figure.ts';
import { colourBar, gap, margin, smallSize, figureText as text, textSize, widest } from '#components/printing/figure-text.ts';

interface FigureRow {
  readonly label: string;
  /** Mean cost, with a standard deviation that the note names; empty if unknown. */
  readonly cost: string;
  /** Cost under each picture; empty if costs are left out. */
  readonly costs: readonly string[];
}

export interface FigureInput {
  /** The first row has the originals. */
  readonly rows: readonly FigureRow[];
  readonly columns: number;
  /** Label above each column; empty if the samples have no labels. */
  readonly labels: readonly string[];
  /** Size of one sample in values; a plot has a size of its own. */
  readonly sample: { readonly width: number; readonly height: number };
  readonly isPlot: boolean;
  /** Picture mode and epoch. */
  readonly caption: string;
  /** A second line, which says what the costs beside the rows are. */
  readonly note: string;
  /** Values at both ends of the colour bar. */
  readonly limits: readonly [low: string, high: string];
}

const pictureWidth = 36;
const plotSize = { width: 72, height: 28 } as const;

export function prepareFigure({ rows, columns, labels, sample, isPlot, caption, note, limits }: FigureInput): Figure {
  const cellWidth = isPlot ? plotSize.width : pictureWidth;
  const cellHeight = isPlot ? printedPlotHeight(plotSize.height, sample) : (pictureWidth * sample.height) / sample.width;
  const left = margin + widest(rows.map(({ label }) => label)) + 6;
  const right = left + columns * (cellWidth + gap) - gap;
  const top = margin + (labels.length > 0 ? textSize + 3 : 0);
  const hasCosts = rows.some(({ costs }) => costs.length > 0);
  const rowHeight = cellHeight + gap + (hasCosts ? smallSize + 3 : 0);
  const bottom = top + rows.length * rowHeight;
  const rowTop = (row: number) => top + row * rowHeight;
  const cellLeft = (column: number) => left + column * (cellWidth + gap);
  const middle = (row: number) => rowTop(row) + cellHeight / 2 + textSize / 3;
  const base = bottom + 4 + textSize;
  const noteBase = base + 4 + smallSize;
  const bar = { x: right - colourBar.width - widest([limits[1]]) - 4, y: base - colourBar.height, ...colourBar };
  return {
    width: right + 6 + widest(rows.map(({ cost }) => cost)) + margin,
    height: noteBase + margin,
    texts: [
      ...labels.map((label, column) => text(cellLeft(column) + cellWidth / 2, margin + textSize, label, 'middle')),
      ...rows.flatMap(({ label, cost, costs }, row) => [
        text(left - 6, middle(row), label, 'end'),
        text(right + 6, middle(row), cost, 'start'),
        ...costs.map((each, column) =>
          text(cellLeft(column) + cellWidth / 2, rowTop(row) + cellHeight + smallSize + 1, each, 'middle', smallSize),
        ),
      ]),
      text(left, base, caption, 'start'),
      text(left, noteBase, note, 'start', smallSize),
      text(bar.x - 4, base, limits[0], 'end'),
      text(bar.x + bar.width + 4, base, limits[1], 'start'),
    ].filter((each) => each.text !== ''),
    cells: rows.flatMap((_, row) =>
      Array.from({ length: columns }, (__, column) => ({
        row,
        column,
        x: cellLeft(column),
        y: rowTop(row),
        width: cellWidth,
        height: cellHeight,
      })),
    ),
    bar: isPlot ? null : bar,
  };
}
