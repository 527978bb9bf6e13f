'use client';

import { useEffect, useRef } from 'react';
import { useIsNear } from '#lib/use-is-near.ts';
import type { Atlas } from './atlas.ts';
import type { ColourMap } from './colour-maps.ts';
import { paintSamples } from './paint.ts';
import styles from './sample-strip.module.css';

export interface SampleStripProps {
  readonly atlas: Atlas | undefined;
  /** For differences; null where the values themselves are shown. */
  readonly originals: Atlas | null;
  readonly map: ColourMap;
  readonly order: readonly number[];
  /** Screen pixels for each value, a whole number. */
  readonly scale: number;
  readonly label: string;
  /** Of one sample, known before the picture has come. */
  readonly sampleWidth: number;
  readonly sampleHeight: number;
}

/** Between two samples. */
export const hairline = 1;

/** Samples side by side, in whole pixels, a hairline apart. Drawn when it is near the window, and forgotten when it is far. */
export function SampleStrip({ atlas, originals, map, order, scale, label, sampleWidth, sampleHeight }: SampleStripProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const isNear = useIsNear(canvas);
  const width = order.length * (sampleWidth * scale + hairline) - hairline;
  const height = sampleHeight * scale;

  useEffect(() => {
    const element = canvas.current;
    if (element === null) return;
    // Setting the size clears the canvas and gives its memory back.
    element.width = isNear ? width : 0;
    element.height = isNear ? height : 0;
    const context = element.getContext('2d');
    if (!isNear || atlas === undefined || context === null) return;
    const painted = paintSamples({ atlas, map, order, originals });
    const strip = new OffscreenCanvas(order.length * atlas.width, atlas.height);
    strip.getContext('2d')?.putImageData(new ImageData(painted, strip.width, strip.height), 0, 0);
    context.imageSmoothingEnabled = false;
    order.forEach((_, place) => {
      const left = place * (atlas.width * scale + hairline);
      context.drawImage(strip, place * atlas.width, 0, atlas.width, atlas.height, left, 0, atlas.width * scale, atlas.height * scale);
    });
  }, [atlas, originals, map, order, scale, width, height, isNear]);

  return <canvas ref={canvas} className={styles.strip} style={{ width, height }} role="img" aria-label={label} />;
}
