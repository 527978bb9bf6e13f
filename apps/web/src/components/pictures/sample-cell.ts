import { dataShapeOf } from '@hourglass/datasets/data-kind';
import { leastSide, pictureFactor, plotSize } from '@hourglass/presentation/sample-plot';
import { sampleSize } from './pictures.ts';

/** How samples are drawn: images pixel by pixel, vectors as plots. Sizes are in CSS pixels. */
export interface SampleCell {
  readonly kind: 'image' | 'plot';
  readonly width: number;
  readonly height: number;
  /** Width of the drawing in the cell; the rest is empty. */
  readonly drawnWidth: number;
  /** Pixels of each value of an image, across and down. */
  readonly scale: number;
}

/** The cell of samples of a shape, at a size that the user chooses. Images are enlarged by whole factors. */
export function sampleCell(shape: readonly number[], size: number): SampleCell {
  const { width, height } = sampleSize(shape);
  if (dataShapeOf(shape).kind === 'vector') {
    const plot = plotSize(width);
    return { kind: 'plot', width: size * plot.width, height: size * plot.height, drawnWidth: size * plot.width, scale: 1 };
  }
  const scale = size * pictureFactor({ width, height });
  const drawnWidth = width * scale;
  return { kind: 'image', width: Math.max(drawnWidth, size * leastSide), height: height * scale, drawnWidth, scale };
}
