'use client';

import type { PictureSize } from '@hourglass/datasets/data-kind';
import { overlayColour } from '@hourglass/presentation';
import { plotGrid, plotLeft } from '@hourglass/presentation/sample-plot';
import { type PointerEvent, useEffect, useRef } from 'react';
import { type CellSource, canPaint, type Look, paintSamples } from '#components/pictures/paint.ts';
import { drawSamplePlot, prepareSamplePlot } from '#components/pictures/plot-samples.ts';
import { plotInk } from '#components/pictures/sample-strip.tsx';
import { useThemeVersion } from '#components/theme/theme-colours.ts';
import { type Position, positionIn } from '#lib/gesture.ts';
import { useGestures } from '#lib/use-gestures.ts';
import styles from './cell-viewer.module.css';
import { moveBy, panBy, type Viewport, valueUnder, wholeSample } from './viewport.ts';

export interface ViewerPaneProps {
  readonly title: string;
  readonly source: CellSource | null;
  readonly look: Look;
  readonly sample: number;
  readonly size: PictureSize;
  /** Draws a plot instead of pixels. */
  readonly isPlot: boolean;
  /** Width in CSS pixels. */
  readonly width: number;
  readonly viewport: Viewport;
  readonly onViewport: (change: (before: Viewport) => Viewport) => void;
  /** Position under the pointer, shared by all panes. */
  readonly pointed: Position | null;
  readonly onPoint: (position: Position | null) => void;
}

/** Canvas that shows one sample through the shared viewport. */
export function ViewerPane({ title, source, look, sample, size, isPlot, width, viewport, onViewport, pointed, onPoint }: ViewerPaneProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { strips } = plotGrid(size);
  const height = isPlot ? Math.round((width * (1 + strips)) / 4) : Math.round((width * size.height) / size.width);
  const theme = useThemeVersion();

  // biome-ignore lint/correctness/useExhaustiveDependencies: colours are resolved again when the theme changes
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (element === null || context == null) return;
    const density = window.devicePixelRatio;
    element.width = width * density;
    element.height = height * density;
    if (!canPaint(source, look.mode)) return;
    if (isPlot) {
      context.scale(density, density);
      const plot = prepareSamplePlot(source, look, sample);
      if (plot === null) return;
      drawSamplePlot(context, plot, { width, height }, plotInk(element.parentElement ?? document.body), viewport);
      if (pointed === null) return;
      const { length } = plotGrid(size);
      const { column } = valueUnder(viewport, pointed, { width: length, height: strips });
      context.fillStyle = overlayColour;
      context.fillRect((plotLeft(column, length, { width, height }) - viewport.left * width) * viewport.zoom, 0, 1, height);
      return;
    }
    const whole = new OffscreenCanvas(size.width, size.height);
    whole.getContext('2d')?.putImageData(new ImageData(paintSamples(source, look, [sample]), size.width, size.height), 0, 0);
    context.imageSmoothingEnabled = false;
    context.scale(density, density);
    const part = { width: size.width / viewport.zoom, height: size.height / viewport.zoom };
    context.drawImage(whole, viewport.left * size.width, viewport.top * size.height, part.width, part.height, 0, 0, width, height);
    if (pointed === null) return;
    const { column, row } = valueUnder(viewport, pointed, size);
    const pixel = width / part.width;
    context.lineWidth = 2;
    context.strokeStyle = overlayColour;
    context.strokeRect((column - viewport.left * size.width) * pixel, (row - viewport.top * size.height) * pixel, pixel, pixel);
  }, [source, look, sample, size, isPlot, strips, width, height, viewport, pointed, theme]);

  useGestures(canvas, {
    area: (element) => element,
    // The viewer covers the page, so every wheel event zooms and none scrolls.
    wants: () => true,
    onGesture: (gesture) => onViewport((before) => moveBy(before, gesture)),
  });

  const onPointerMove = (event: PointerEvent<HTMLCanvasElement>) => {
    onPoint(pointedIn(event));
    // Touch input is handled by the gesture hook.
    if (event.buttons !== 1 || event.pointerType === 'touch') return;
    const by = { x: event.movementX / width, y: event.movementY / height };
    onViewport((before) => panBy(before, by));
  };
  return (
    <figure className={styles.pane}>
      <canvas
        ref={canvas}
        role="img"
        aria-label={title}
        style={{ width, height }}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={onPointerMove}
        onPointerLeave={() => onPoint(null)}
        onDoubleClick={() => onViewport(() => wholeSample)}
      />
      <figcaption>{title}</figcaption>
    </figure>
  );
}

function pointedIn(event: PointerEvent<HTMLElement>): Position {
  const { x, y } = positionIn(event.currentTarget.getBoundingClientRect(), event);
  return { x: Math.min(1, Math.max(0, x)), y: Math.min(1, Math.max(0, y)) };
}
