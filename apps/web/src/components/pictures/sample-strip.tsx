'use client';

import type { PictureSize } from '@hourglass/datasets/data-kind';
import { useEffect, useRef } from 'react';
import { type CellSource, canPaint, type Look, paintSamples } from './paint.ts';
import styles from './sample-strip.module.css';

export interface SampleStripProps {
  /** Null while its pictures load. */
  readonly source: CellSource | null;
  readonly look: Look;
  /** Sample index of each place, left to right. */
  readonly order: readonly number[];
  /** Screen pixels per value, an integer. */
  readonly scale: number;
  /** Of one sample; known before the picture has loaded. */
  readonly size: PictureSize;
  readonly label: string;
  /** False far from the viewport: the strip is then not drawn and its canvas memory is freed. */
  readonly isNear?: boolean;
}

/** Gap between two samples, in pixels. */
export const hairline = 1;

/** Samples side by side on whole pixels, a hairline apart. */
export function SampleStrip({ source, look, order, scale, size, label, isNear = true }: SampleStripProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const drawn = useRef<Drawn | null>(null);
  const width = Math.max(0, order.length * (size.width * scale + hairline) - hairline);
  const height = size.height * scale;

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
    const next: Drawn = { source, look, order, scale };
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
  }, [source, look, order, scale, width, height, isNear]);

  return <canvas ref={canvas} className={styles.strip} style={{ width, height }} role="img" aria-label={label} />;
}

interface Drawn {
  readonly source: CellSource;
  readonly look: Look;
  readonly order: readonly number[];
  readonly scale: number;
}

/** By how many places the same samples have moved to the left; null where the count, the look or the samples differ. */
function shiftBetween(before: Drawn | null, next: Drawn): number | null {
  if (before === null || before.source !== next.source || before.look !== next.look || before.scale !== next.scale) return null;
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

const pitchOf = ({ source, scale }: Drawn): number => (source.members[0]?.width ?? 0) * scale + hairline;

/** Draws the samples of the places from `from` up to but not including `to`, enlarged `scale` times. */
function drawSamples(context: CanvasRenderingContext2D, drawn: Drawn, from: number, to: number): void {
  const { source, look, order, scale } = drawn;
  const { width = 0, height = 0 } = source.members[0] ?? {};
  const pitch = pitchOf(drawn);
  const pixels = paintSamples(source, look, order.slice(from, to), { scale, gap: hairline });
  context.putImageData(new ImageData(pixels, (to - from) * pitch - hairline, height * scale), from * pitch, 0);
  if (look.mode !== 'swipe') return;
  // A line where the originals end.
  context.globalCompositeOperation = 'source-over';
  context.fillStyle = '#d55e00';
  for (let position = from; position < to; position++) {
    context.fillRect(position * pitch + Math.round(look.share * width) * scale, 0, 1, height * scale);
  }
}
