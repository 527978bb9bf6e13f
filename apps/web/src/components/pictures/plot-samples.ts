import {
  isBarPlot,
  type PlotBox,
  type PlotGrid,
  type PlotLimits,
  plotBase,
  plotGrid,
  plotHeight,
  plotIndex,
  plotLeft,
  stripBox,
} from '@hourglass/presentation/sample-plot';
import { cellModes } from './cell-modes.ts';
import { colourScales } from './colour-scales.ts';
import { type CellSource, type Look, valueReader } from './paint.ts';
import { type Pictures, valueAt } from './pictures.ts';

export interface PlotInk {
  readonly original: string;
  readonly reconstruction: string;
  readonly zero: string;
}

interface PlotSeries {
  readonly valueAt: (index: number) => number;
  readonly role: 'original' | 'reconstruction';
  /** Opacity. */
  readonly alpha: number;
}

export interface SamplePlot extends PlotGrid {
  /** Back to front. */
  readonly series: readonly PlotSeries[];
  readonly limits: PlotLimits;
}

/** Part of the plot that is in view: 1 and 0 for all of it. */
interface PlotView {
  readonly zoom: number;
  readonly left: number;
  readonly top: number;
}

const wholePlot: PlotView = { zoom: 1, left: 0, top: 0 };

/**
 * What is drawn of one sample: the original with the reconstruction over it where a mode shows values of the data, otherwise the mode's numbers
 * alone. A strip of originals has the original alone, and samples without originals the decoder's output alone.
 */
export function prepareSamplePlot(source: CellSource, look: Look, sample: number): SamplePlot | null {
  const [first] = source.members;
  if (first === undefined) return null;
  const grid = plotGrid(first);
  const offset = sample * grid.length * grid.strips;
  const scale = colourScales[cellModes[look.mode].scale];
  const limits = scale.limits(first);
  const { originals } = source;
  const whole = (pictures: Pictures, role: PlotSeries['role']): PlotSeries => ({
    valueAt: (index) => valueAt(pictures, offset + index),
    role,
    alpha: 1,
  });
  if (originals === null) return { series: [whole(first, 'reconstruction')], limits, ...grid };
  if (originals === first) return { series: [whole(first, 'original')], limits, ...grid };
  if (cellModes[look.mode].scale !== 'values') {
    const read = valueReader(source, look);
    return { series: [{ valueAt: (index) => read(offset + index), role: 'reconstruction', alpha: 1 }], limits, ...grid };
  }
  const read = valueReader(source, { ...look, mode: 'reconstruction' });
  const share = shareAt(look);
  return {
    series: [
      whole(originals, 'original'),
      {
        valueAt: (index) => (Math.floor(index / grid.strips) < share.until * grid.length ? read(offset + index) : Number.NaN),
        role: 'reconstruction',
        alpha: share.alpha,
      },
    ],
    limits,
    ...grid,
  };
}

/** How much of the reconstruction is seen over the original. */
function shareAt({ mode, share, showsOriginal }: Look): { readonly alpha: number; readonly until: number } {
  if (mode === 'onion') return { alpha: share, until: 1 };
  if (mode === 'swipe') return { alpha: 1, until: share };
  return { alpha: mode === 'blink' && showsOriginal ? 0 : 1, until: 1 };
}

type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** Draws a plot into a box whose upper left corner is the context's origin. */
export function drawSamplePlot(context: Context, plot: SamplePlot, box: PlotBox, ink: PlotInk, view = wholePlot): void {
  context.save();
  context.beginPath();
  context.rect(0, 0, box.width, box.height);
  context.clip();
  context.lineJoin = 'round';
  for (let strip = 0; strip < plot.strips; strip++) drawStrip(context, plot, strip, { box, ink, view });
  context.restore();
}

interface StripDrawing {
  readonly box: PlotBox;
  readonly ink: PlotInk;
  readonly view: PlotView;
}

function drawStrip(
  context: Context,
  { series, limits, length, strips }: SamplePlot,
  strip: number,
  { box, ink, view }: StripDrawing,
): void {
  const own = stripBox({ strips }, strip, box);
  const x = (step: number) => (plotLeft(step, length, box) - view.left * box.width) * view.zoom;
  const y = (value: number) => (own.top + plotHeight(value, limits, own) - view.top * box.height) * view.zoom;
  const base = (own.top + plotBase(limits, own) - view.top * box.height) * view.zoom;
  if (limits.low < 0 && limits.high > 0) {
    context.globalAlpha = 1;
    context.fillStyle = ink.zero;
    context.fillRect(0, base - 0.5, box.width, 1);
  }
  series.forEach(({ valueAt: readIndex, role, alpha }, position) => {
    const read = (step: number) => readIndex(plotIndex({ strips }, step, strip));
    context.globalAlpha = alpha;
    context.strokeStyle = ink[role];
    context.fillStyle = ink[role];
    if (isBarPlot(length)) {
      const slot = (view.zoom * box.width) / length;
      // The bar in front is narrower, so that both are seen.
      const width = slot * (position === 0 ? 0.8 : 0.4);
      for (let step = 0; step < length; step++) {
        const top = y(read(step));
        if (Number.isFinite(top)) context.fillRect(x(step) - width / 2, Math.min(top, base), width, Math.max(1, Math.abs(base - top)));
      }
      return;
    }
    context.lineWidth = position === 0 && series.length > 1 ? 2 : 1.25;
    context.beginPath();
    let isDown = false;
    for (let step = 0; step < length; step++) {
      const top = y(read(step));
      if (Number.isFinite(top)) {
        if (isDown) context.lineTo(x(step), top);
        else context.moveTo(x(step), top);
      }
      isDown = Number.isFinite(top);
    }
    context.stroke();
  });
}
