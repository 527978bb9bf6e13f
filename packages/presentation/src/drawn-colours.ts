import { palette } from './run-colour.ts';

/*
 * Colours of what is drawn into pictures and figures. Pages take theirs from the style sheets (apps/web/src/app/tokens.css).
 */

const [[blue], [vermillion]] = palette;

/** Lines and frames over a sample: absent from the colour maps of samples, and visible on both themes. */
export const overlayColour = vermillion;

/** Colours of a sample's plot. */
interface PlotColours {
  readonly original: string;
  readonly reconstruction: string;
}

/** Black on white, as figures are printed. */
export const paper = { ink: '#000000', ground: '#ffffff' } as const;

export const printedPlot: PlotColours & { readonly zero: string } = { original: '#999999', reconstruction: blue, zero: '#dddddd' };

/** Readable on both themes: an image does not know which one the page has. */
export const thumbnailPlot: PlotColours = { original: '#8f8f8f', reconstruction: '#2f8fd8' };
