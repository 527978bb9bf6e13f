'use client';

import type { PictureSize } from '@hourglass/datasets/data-kind';
import { useEffect, useRef } from 'react';
import { type CellSource, canPaint, type Look, paintSamples } from './paint.ts';
import styles from './sample-strip.module.css';

export interface SampleStripProps {
  /** Null while its pictures load. */
  readonly source: CellSource | null;
  readonly look: Look;
  /** Which sample stands in each place. */
  readonly order: readonly number[];
  /** Screen pixels for each value, a whole number. */
  readonly scale: number;
  /** Of one sample, known before the picture has come. */
  readonly size: PictureSize;
  readonly label: string;
  /** One that is far from the window is not drawn, and what it held is forgotten. */
  readonly isNear?: boolean;
}

/** Between two samples. */
export const hairline = 1;

/** Samples side by side, in whole pixels, a hairline apart. */
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
      // Setting the size clears the canvas and gives its memory back.
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
      // What stays in sight is moved, and only what comes is painted.
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

/** How many places the samples have moved to the left, where as many as before are to be drawn in the same way; null where they are others. */
function shiftBetween(before: Drawn | null, next: Drawn): number | null {
  if (before === null || before.source !== next.source || before.look !== next.look || before.scale !== next.scale) return null;
  if (before.order.length !== next.order.length) return null;
  const left = before.order.indexOf(next.order[0] ?? -1);
  const right = next.order.indexOf(before.order[0] ?? -1);
  if (left < 0 && right < 0) return null;
  const shift = left >= 0 ? left : -right;
  return next.order.every((sample, place) => (before.order[place + shift] ?? sample) === sample) ? shift : null;
}

const pitchOf = ({ source, scale }: Drawn): number => (source.members[0]?.width ?? 0) * scale + hairline;

/** The samples of some places, `scale` times as large, where they belong on the canvas. */
function drawSamples(context: CanvasRenderingContext2D, drawn: Drawn, from: number, to: number): void {
  const { source, look, order, scale } = drawn;
  const { width = 0, height = 0 } = source.members[0] ?? {};
  const pitch = pitchOf(drawn);
  const pixels = paintSamples(source, look, order.slice(from, to), { scale, gap: hairline });
  context.putImageData(new ImageData(pixels, (to - from) * pitch - hairline, height * scale), from * pitch, 0);
  if (look.mode !== 'swipe') return;
  // Where the originals end.
  context.globalCompositeOperation = 'source-over';
  context.fillStyle = '#d55e00';
  for (let place = from; place < to; place++) {
    context.fillRect(place * pitch + Math.round(look.share * width) * scale, 0, 1, height * scale);
  }
}
