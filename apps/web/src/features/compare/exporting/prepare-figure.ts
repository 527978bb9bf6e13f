/*
 * A figure fit for a paper, laid out in points: the same plan is written as SVG and drawn as PNG. White ground and black text whatever the
 * page's theme, because it will stand on paper.
 */

interface FigureRow {
  readonly label: string;
  /** Mean cost and spread; empty where there is none. */
  readonly cost: string;
  /** Under each picture; empty where costs are left out. */
  readonly costs: readonly string[];
}

export interface FigureInput {
  /** The first is the originals. */
  readonly rows: readonly FigureRow[];
  readonly columns: number;
  /** Above each column; empty where there are none. */
  readonly labels: readonly string[];
  readonly sample: { readonly width: number; readonly height: number };
  /** What the pictures show, and when. */
  readonly caption: string;
  /** Numbers at the ends of the colours. */
  readonly limits: readonly [low: string, high: string];
}

interface FigureText {
  readonly x: number;
  /** Of the baseline. */
  readonly y: number;
  readonly text: string;
  readonly size: number;
  readonly anchor: 'start' | 'middle' | 'end';
}

export interface FigureBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Figure {
  readonly width: number;
  readonly height: number;
  readonly texts: readonly FigureText[];
  /** Where the picture of a row and column goes. */
  readonly cells: readonly (FigureBox & { readonly row: number; readonly column: number })[];
  readonly bar: FigureBox;
}

const margin = 6;
const cellWidth = 36;
const gap = 2;
const textSize = 8;
const smallSize = 6;
/** Of a character of Helvetica, as a share of its size, on the safe side. */
const characterWidth = 0.56;
const barWidth = 72;
const barHeight = 6;

export function prepareFigure({ rows, columns, labels, sample, caption, limits }: FigureInput): Figure {
  const cellHeight = (cellWidth * sample.height) / sample.width;
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
  const bar = { x: right - barWidth - widest([limits[1]]) - 4, y: base - barHeight, width: barWidth, height: barHeight };
  const text = (x: number, y: number, words: string, anchor: FigureText['anchor'], size = textSize): FigureText => ({
    x,
    y,
    text: words,
    anchor,
    size,
  });
  return {
    width: right + 6 + widest(rows.map(({ cost }) => cost)) + margin,
    height: base + margin,
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
    bar,
  };
}

function widest(texts: readonly string[]): number {
  return Math.max(0, ...texts.map(({ length }) => length)) * textSize * characterWidth;
}
