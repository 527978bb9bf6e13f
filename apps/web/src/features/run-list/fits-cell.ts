/**
 * Upper estimates of character widths in pixels, for all of the page's fonts at the table's font size of 13 px. Narrow characters are
 * digits, signs and lowercase letters except m and w.
 */
const narrow = 0.66 * 13;
const wide = 1.2 * 13;
const narrowOnes = /[\d a-ln-vx-z.,:;()+−–/_-]/g;

/** Horizontal padding of a cell, both sides together. */
const padding = 2 * 10;

/**
 * Whether a text certainly fits a cell of the given width in pixels and so needs no clipping. Browsers create a layer for every clipped
 * element, and hundreds of layers cost more than the text.
 */
export function fitsCell(text: string, width: number): boolean {
  const few = text.match(narrowOnes)?.length ?? 0;
  return few * narrow + (text.length - few) * wide <= width - padding;
}
