import { printedPlotHeight } from '@hourglass/presentation/sample-plot';
import type { Figure, FigureBox, FigureText } from '#components/printing/figure.ts';
import { colourBar, gap, margin, smallSize, figureText as text, textSize, widest } from '#components/printing/figure-text.ts';
import type { DrawnFigure, DrawnRow } from './prepare-code-figure.ts';

/** The figure of one run on a sheet. */
interface PrintedRun {
  /** Above its figure; empty for a single run. */
  readonly name: string;
  readonly drawn: DrawnFigure;
}

export interface PrintInput {
  readonly runs: readonly PrintedRun[];
  /** Size of one sample in values; a plot has a size of its own. */
  readonly sample: { readonly width: number; readonly height: number };
  readonly isPlot: boolean;
  readonly caption: string;
  /** Values at both ends of the colour bar. */
  readonly limits: readonly [low: string, high: string];
}

/** What a cell of the sheet shows. */
interface PrintedCell {
  /** Position of the run. */
  readonly run: number;
  readonly of: 'figure' | 'originals';
  readonly sample: number;
}

export interface PrintedFigure extends Figure {
  /** What the cells show, by their rows and columns. */
  readonly cellAt: (row: number, column: number) => PrintedCell;
}

/** Width of the cells of a row, and of one cell, in points: 470 fit between the margins of most papers. */
const rowWidth = 400;
const [leastWidth, mostWidth] = [18, 36];
const plotSize = { width: 48, height: 20 } as const;
const betweenRuns = 24;
const rowGap = 4;

/** The figures of one run or of several side by side, for a paper. */
export function preparePrint({ runs, sample, isPlot, caption, limits }: PrintInput): PrintedFigure {
  const columns = Math.max(...runs.map(({ drawn }) => drawn.columns));
  const cellWidth = isPlot ? plotSize.width : Math.max(leastWidth, Math.min(mostWidth, rowWidth / columns - gap));
  const cell = {
    width: cellWidth,
    height: isPlot ? printedPlotHeight(plotSize.height, sample) : (cellWidth * sample.height) / sample.width,
  };
  const shown: PrintedCell[] = [];
  const cells: (FigureBox & { readonly row: number; readonly column: number })[] = [];
  const texts: FigureText[] = [];
  let left = margin;
  let bottom = 0;
  for (const [run, printed] of runs.entries()) {
    const block = blockOf(printed, { left, cell });
    texts.push(...block.texts);
    for (const { box, of, sample: index } of block.cells) {
      cells.push({ ...box, row: 0, column: shown.length });
      shown.push({ run, of, sample: index });
    }
    left = block.right + betweenRuns;
    bottom = Math.max(bottom, block.bottom);
  }
  const right = left - betweenRuns;
  const base = bottom + 4 + textSize;
  const captionBase = base + textSize + 4;
  const bar = { x: margin + widest([limits[0]]) + 4, y: base - colourBar.height, ...colourBar };
  return {
    width: Math.max(right, margin + widest([caption])) + margin,
    height: captionBase + margin,
    texts: [
      ...texts,
      text(margin, captionBase, caption, 'start'),
      ...(isPlot
        ? [text(margin, base, `drawn from ${limits[0]} to ${limits[1]}`, 'start')]
        : [text(bar.x - 4, base, limits[0], 'end'), text(bar.x + bar.width + 4, base, limits[1], 'start')]),
    ].filter((each) => each.text !== ''),
    cells,
    bar: isPlot ? null : bar,
    cellAt: (_, column) => {
      const found = shown[column];
      if (found === undefined) throw new RangeError(`a sheet of ${shown.length} cells has no cell ${column}`);
      return found;
    },
  };
}

interface Block {
  readonly texts: readonly FigureText[];
  readonly cells: readonly (Pick<PrintedCell, 'of' | 'sample'> & { readonly box: FigureBox })[];
  readonly right: number;
  readonly bottom: number;
}

interface Place {
  readonly left: number;
  readonly cell: { readonly width: number; readonly height: number };
}

/** One run's rows, from its left edge. */
function blockOf({ name, drawn }: PrintedRun, { left, cell }: Place): Block {
  const { columns, rows, across, down } = drawn;
  const names = rows.map(nameOf);
  const hasProbes = rows.some(({ probes }) => probes !== null);
  const ends = rows.flatMap((row) => row.ends ?? []);
  const axisTexts = down === null ? [] : [down.from, down.to];
  const labelRight = left + Math.max(widest(names), widest(axisTexts));
  const endsWidth = ends.length === 0 ? 0 : widest(ends, smallSize) + 4;
  const start = labelRight + (labelRight > left ? 6 : 0) + (hasProbes ? cell.width + 6 : endsWidth);
  const pitch = cell.width + gap;
  const stop = start + columns * pitch - gap;
  const right = stop + (hasProbes ? cell.width + 6 : endsWidth);
  const top = margin + (name === '' ? 0 : textSize + 4);
  const height = cell.height + (down === null ? rowGap : gap);
  const boxAt = (x: number, row: number): FigureBox => ({ x, y: top + row * height, ...cell });
  const bottom = top + rows.length * height;
  const middle = (row: number) => top + row * height + cell.height / 2 + smallSize / 3;
  const probesOf = (row: DrawnRow, index: number) =>
    row.probes === null
      ? []
      : [
          { of: 'originals' as const, sample: row.probes[0], box: boxAt(start - 6 - cell.width, index) },
          { of: 'originals' as const, sample: row.probes[1], box: boxAt(stop + 6, index) },
        ];
  return {
    texts: [
      text(start, margin + textSize, name, 'start'),
      ...names.map((words, row) => text(labelRight, middle(row), words, 'end')),
      ...rows.flatMap(({ ends: values }, row) =>
        values === null
          ? []
          : [text(start - 4, middle(row), values[0], 'end', smallSize), text(stop + 4, middle(row), values[1], 'start', smallSize)],
      ),
      ...(down === null
        ? []
        : [
            text(start - 6, top + textSize, down.from, 'end'),
            text(start - 6, bottom - gap, down.to, 'end'),
            text(start, bottom + 2 * (textSize + 3), `down: ${down.title}`, 'start'),
          ]),
      ...(across === null
        ? []
        : [
            text(start, bottom + textSize + 1, across.from, 'start'),
            text((start + stop) / 2, bottom + textSize + 1, across.title, 'middle'),
            text(stop, bottom + textSize + 1, across.to, 'end'),
          ]),
    ],
    cells: rows.flatMap((row, index) => [
      ...probesOf(row, index),
      ...row.samples.map((sample, column) => ({ of: 'figure' as const, sample, box: boxAt(start + column * pitch, index) })),
    ]),
    right,
    bottom: bottom + (across === null ? 0 : textSize + 3) + (down === null ? 0 : textSize + 3),
  };
}

function nameOf({ label, detail }: DrawnRow): string {
  return detail === '' ? label : `${label}, ${detail}`;
}
