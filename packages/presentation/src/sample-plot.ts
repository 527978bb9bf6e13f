/** How large samples are drawn, and the geometry of those that are drawn as a curve or as bars instead of as a picture. */

/** A picture has at least this many pixels on its longer side at size 1. */
export const leastSide = 28;

/** The whole factor that makes a picture readable: 7 for 4 × 4, 4 for 8 × 8, 1 from 28 × 28 on. */
export function pictureFactor({ width, height }: PlotBox): number {
  return Math.max(1, Math.ceil(leastSide / Math.max(width, height)));
}

/** At most so many channels are drawn as curves below each other; more are drawn as a picture. */
export const maxStrips = 8;

/** How the values of a plotted sample are arranged, `[length, strips]` row by row: a strip is a curve, below the one before it. */
export interface PlotGrid {
  readonly length: number;
  readonly strips: number;
}

/** @param size of the picture that stores such a sample: a row of values, or a row of channels for each step */
export function plotGrid({ width, height }: PlotBox): PlotGrid {
  return height === 1 ? { length: width, strips: 1 } : { length: height, strips: width };
}

/** Height of a strip at size 1, where there are several. */
const stripHeight = 14;

/** Size of a plot at size 1: a pixel for each step, within limits. */
export function plotSize({ length, strips }: PlotGrid): PlotBox {
  return { width: Math.min(112, Math.max(48, length)), height: Math.max(leastSide, stripHeight * (strips === 1 ? 1 : strips)) };
}

/** Height of a plot in print, where one strip has `single`: as much higher as on a page. */
export function printedPlotHeight(single: number, size: PlotBox): number {
  return (single * plotSize(plotGrid(size)).height) / leastSide;
}

/** Where the value of a strip at a step lies in a sample. */
export function plotIndex({ strips }: Pick<PlotGrid, 'strips'>, step: number, strip: number): number {
  return step * strips + strip;
}

/** The part of a plot's box that a strip has. */
export function stripBox(
  { strips }: Pick<PlotGrid, 'strips'>,
  strip: number,
  { width, height }: PlotBox,
): PlotBox & { readonly top: number } {
  return { width, height: height / strips, top: (strip * height) / strips };
}

export interface PlotBox {
  readonly width: number;
  readonly height: number;
}

export interface PlotLimits {
  readonly low: number;
  readonly high: number;
}

/** At most this many values are drawn as bars, because a line between so few would suggest values in between. */
const maxBars = 24;

/** Space above and below the extremes, in pixels, so that a line is not cut. */
const air = 1.5;

export function isBarPlot(count: number): boolean {
  return count <= maxBars;
}

/** Height of a value, from the top of the box. Values beyond the limits are drawn at the edge. */
export function plotHeight(value: number, { low, high }: PlotLimits, { height }: PlotBox): number {
  const share = high > low ? (value - low) / (high - low) : 0.5;
  return height - air - Math.min(1, Math.max(0, share)) * (height - 2 * air);
}

/** Middle of a value's place, from the left of the box. */
export function plotLeft(index: number, count: number, { width }: PlotBox): number {
  return ((index + 0.5) / count) * width;
}

/** Where bars start: at zero, or at the nearest limit to it. */
export function plotBase(limits: PlotLimits, box: PlotBox): number {
  return plotHeight(Math.min(limits.high, Math.max(limits.low, 0)), limits, box);
}
