import { dataShapeOf, isPlotted, type StoredShape } from '@hourglass/datasets/data-kind';
import { leastSide, pictureFactor, plotGrid, plotSize } from '@hourglass/presentation/sample-plot';
import { sampleSize } from './pictures.ts';

/** How samples are drawn: images pixel by pixel, gray ones through a colour map, and vectors and series as plots. Sizes are in CSS pixels. */
export interface SampleCell {
  readonly kind: 'gray' | 'colour' | 'plot';
  readonly width: number;
  readonly height: number;
  /** Width of the drawing in the cell; the rest is empty. */
  readonly drawnWidth: number;
  /** Screen pixels of each pixel of an image, across and down. */
  readonly scale: number;
}

/** The cell of samples of a shape, at a size that the user chooses. Images are enlarged by whole factors. */
export function sampleCell(samples: StoredShape, size: number): SampleCell {
  const { width, height, channels } = sampleSize(samples);
  if (isPlotted(dataShapeOf(samples))) {
    const plot = plotSize(plotGrid({ width, height }));
    return { kind: 'plot', width: size * plot.width, height: size * plot.height, drawnWidth: size * plot.width, scale: 1 };
  }
  const scale = size * pictureFactor({ width, height });
  const drawnWidth = width * scale;
  const kind = channels === 1 ? 'gray' : 'colour';
  return { kind, width: Math.max(drawnWidth, size * leastSide), height: height * scale, drawnWidth, scale };
}
