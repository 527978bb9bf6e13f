import type { FigureText } from './figure.ts';

/** Sizes of a figure for a paper, in points. */
export const margin = 6;
export const gap = 2;
export const textSize = 8;
export const smallSize = 6;
export const colourBar = { width: 72, height: 6 } as const;

/** Upper estimate of Helvetica's average character width, as a fraction of the font size. */
const characterWidth = 0.56;

/** How wide the longest of these texts is. */
export function widest(texts: readonly string[], size = textSize): number {
  return Math.max(0, ...texts.map(({ length }) => length)) * size * characterWidth;
}

export function figureText(x: number, y: number, text: string, anchor: FigureText['anchor'], size = textSize): FigureText {
  return { x, y, text, anchor, size };
}
