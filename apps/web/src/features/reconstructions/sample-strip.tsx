'use client';

import { useEffect, useRef } from 'react';
import { type CellSource, canPaint, type Look, paintSamples } from './paint.ts';
import type { SampleSize } from './pictures.ts';
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
  readonly size: SampleSize;
  readonly label: string;
  /** One that is far from the window is not drawn, and what it held is forgotten. */
  readonly isNear?: boolean;
}

/** Between two samples. */
export const hairline = 1;

/** Samples side by side, in whole pixels, a hairline apart. */
export function SampleStrip({ source, look, order, scale, size, label, isNear = true }: SampleStripProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const width = Math.max(0, order.length * (size.width * scale + hairline) - hairline);
  const height = size.height * scale;

  useEffect(() => {
    const element = canvas.current;
    if (element === null) return;
    // Setting the size clears the canvas and gives its memory back.
    element.width = isNear ? width : 0;
    element.height = isNear ? height : 0;
    const context = element.getContext('2d');
    if (!isNear || context === null || order.length === 0 || !canPaint(source, look.mode)) return;
    drawSamples(context, source, look, order, scale);
  }, [source, look, order, scale, width, height, isNear]);

  return <canvas ref={canvas} className={styles.strip} style={{ width, height }} role="img" aria-label={label} />;
}

/** Each sample in its place, `scale` times as large, from the canvas's origin. */
function drawSamples(
  context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D,
  source: CellSource,
  look: Look,
  order: readonly number[],
  scale: number,
): void {
  const painted = paintSamples(source, look, order);
  const width = source.members[0]?.width ?? 0;
  const height = source.members[0]?.height ?? 0;
  const strip = new OffscreenCanvas(order.length * width, height);
  strip.getContext('2d')?.putImageData(new ImageData(painted, strip.width, strip.height), 0, 0);
  context.imageSmoothingEnabled = false;
  order.forEach((_, place) => {
    const left = place * (width * scale + hairline);
    context.drawImage(strip, place * width, 0, width, height, left, 0, width * scale, height * scale);
    if (look.mode !== 'swipe') return;
    // Where the original ends.
    context.fillStyle = '#d55e00';
    context.fillRect(left + Math.round(look.share * width) * scale, 0, 1, height * scale);
  });
}
