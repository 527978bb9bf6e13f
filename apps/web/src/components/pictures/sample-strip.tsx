'use client';

import { overlayColour } from '@hourglass/presentation';
import { useEffect, useRef } from 'react';
import { resolveColour, useThemeVersion } from '#components/theme/theme-colours.ts';
import { type CellSource, canPaint, type Look, paintSamples } from './paint.ts';
import { drawSamplePlot, type PlotInk, prepareSamplePlot } from './plot-samples.ts';
import type { SampleCell } from './sample-cell.ts';
import styles from './sample-strip.module.css';

export interface SampleStripProps {
  /** Null while its pictures load. */
  readonly source: CellSource | null;
  readonly look: Look;
  /** Sample index of each place, left to right. */
  readonly order: readonly number[];
  /** Size of one sample; known before the picture has loaded. */
  readonly cell: SampleCell;
  readonly label: string;
  /** False far from the viewport: the strip is then not drawn and its canvas memory is freed. */
  readonly isNear?: boolean;
}

/** Gap between two samples, in pixels. One pixel would not separate samples whose values are drawn many pixels large. */
export const hairline = 2;

/** Samples side by side on whole pixels, a hairline apart. */
export function SampleStrip({ source, look, order, cell, label, isNear = true }: SampleStripProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const drawn = useRef<Drawn | null>(null);
  const theme = useThemeVersion();
  const width = Math.max(0, order.length * (cell.width + hairline) - hairline);
  const { height } = cell;
  const isPlot = cell.kind === 'plot';

  // biome-ignore lint/correctness/useExhaustiveDependencies: colours are resolved again when the theme changes
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (element == null || context == null) return;
    if (!isNear || order.length === 0 || !canPaint(source, look.mode)) {
      // Setting the size clears the canvas; size 0 frees its memory.
      element.width = isNear ? width : 0;
      element.height = isNear ? height : 0;
      drawn.current = null;
      return;
    }
    if (isPlot) {
      plotStrip(element, context, { source, look, order, cell }, width);
      drawn.current = null;
      return;
    }
    const next: Drawn = { source, look, order, cell };
    const shift = shiftBetween(drawn.current, next);
    if (shift === null) {
      element.width = width;
      element.height = height;
      drawSamples(context, next, 0, order.length);
    } else if (shift !== 0) {
      // Move the samples that stay visible; paint only the new ones.
      context.globalCompositeOperation = 'copy';
      context.drawImage(element, -shift * pitchOf(next), 0);
      if (shift > 0) drawSamples(context, next, order.length - shift, order.length);
      else drawSamples(context, next, 0, -shift);
    }
    drawn.current = next;
  }, [source, look, order, cell, width, height, isNear, isPlot, theme]);

  return <canvas ref={canvas} className={isPlot ? styles.plots : styles.strip} style={{ width, height }} role="img" aria-label={label} />;
}

interface Drawn {
  readonly source: CellSource;
  readonly look: Look;
  readonly order: readonly number[];
  readonly cell: SampleCell;
}

/** By how many places the same samples have moved to the left; null where the count, the look or the samples differ. */
function shiftBetween(before: Drawn | null, next: Drawn): number | null {
  if (before === null || before.source !== next.source || before.look !== next.look || before.cell !== next.cell) return null;
  if (before.order.length !== next.order.length) return null;
  const [firstBefore] = before.order;
  const [firstNext] = next.order;
  if (firstBefore === undefined || firstNext === undefined) return null;
  const left = before.order.indexOf(firstNext);
  const right = next.order.indexOf(firstBefore);
  if (left < 0 && right < 0) return null;
  const shift = left >= 0 ? left : -right;
  return next.order.every((sample, position) => (before.order[position + shift] ?? sample) === sample) ? shift : null;
}

const pitchOf = ({ cell }: Drawn): number => cell.width + hairline;

/** Draws the samples of the places from `from` up to but not including `to`, enlarged `scale` times. */
function drawSamples(context: CanvasRenderingContext2D, drawn: Drawn, from: number, to: number): void {
  const { source, look, order, cell } = drawn;
  const { scale } = cell;
  const { width = 0, height = 0 } = source.members[0] ?? {};
  const pitch = pitchOf(drawn);
  const gap = pitch - width * scale;
  const pixels = paintSamples(source, look, order.slice(from, to), { scale, gap });
  context.putImageData(new ImageData(pixels, (to - from) * pitch - gap, height * scale), from * pitch, 0);
  if (look.mode !== 'swipe') return;
  // A line where the originals end.
  context.globalCompositeOperation = 'source-over';
  context.fillStyle = overlayColour;
  for (let position = from; position < to; position++) {
    context.fillRect(position * pitch + Math.round(look.share * width) * scale, 0, 1, height * scale);
  }
}

/** Space between two plots, in pixels: they have no edges of their own. */
const plotGap = 8;

/** Colours of plots in the current theme. */
export function plotInk(element: HTMLElement): PlotInk {
  return {
    original: resolveColour(element, 'var(--ink-faint)'),
    reconstruction: resolveColour(element, 'var(--accent)'),
    zero: resolveColour(element, 'var(--rule-strong)'),
  };
}

/** Draws every sample as a plot, in the pixels of the screen. */
function plotStrip(
  element: HTMLCanvasElement,
  context: CanvasRenderingContext2D,
  { source, look, order, cell }: Drawn,
  width: number,
): void {
  const density = window.devicePixelRatio;
  element.width = Math.round(width * density);
  element.height = Math.round(cell.height * density);
  const ink = plotInk(element.parentElement ?? document.body);
  order.forEach((sample, position) => {
    const plot = prepareSamplePlot(source, look, sample);
    if (plot === null) return;
    context.setTransform(density, 0, 0, density, density * position * (cell.width + hairline), 0);
    drawSamplePlot(context, plot, { width: cell.width - plotGap, height: cell.height }, ink);
  });
}
