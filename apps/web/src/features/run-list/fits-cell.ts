/** Pixels of a table's type (13) that letters, digits and signs take at most, in the fonts that the page may have. */
const narrow = 0.66 * 13;
const wide = 1.2 * 13;
const narrowOnes = /[\d a-ln-vx-z.,:;()+−–/_-]/g;

/** What a cell leaves free on both sides. */
const padding = 2 * 10;

/**
 * Whether a text surely fits a cell of so many pixels, so that it needs no clipping: a browser gives each element that clips a layer
 * of its own, and hundreds of those cost more than the text in them.
 */
export function fitsCell(text: string, width: number): boolean {
  const few = text.match(narrowOnes)?.length ?? 0;
  return few * narrow + (text.length - few) * wide <= width - padding;
}
