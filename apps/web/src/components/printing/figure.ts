/*
 * Layout of a figure for a paper, in points. The SVG and the PNG renderer use the same layout. The figure is always black on white, because
 * it is made for print.
 */

export interface FigureText {
  readonly x: number;
  /** The text baseline. */
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
  /** Bounds of each picture. */
  readonly cells: readonly (FigureBox & { readonly row: number; readonly column: number })[];
  /** The colour bar; null for plots, which have no colours. */
  readonly bar: FigureBox | null;
}
