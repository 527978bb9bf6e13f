import { dataShapeOf, isPlotted, pictureSize, type StoredShape } from '@hourglass/datasets/data-kind';
import { plotGrid } from '@hourglass/presentation/sample-plot';
import { drawPictures } from './draw-pictures.ts';
import { drawPlots } from './draw-plots.ts';
import { readLevels } from './read-levels.ts';

/** Height of a thumbnail in pixels. */
const thumbnailHeight = 28;

/** Samples in a thumbnail: as many images of 28 × 28 as the list has room for. */
const samples = 10;

/** What a thumbnail needs to know about the samples. */
export interface ThumbnailSamples extends StoredShape {
  readonly atlasColumns: number;
  readonly low: number;
  readonly high: number;
  /** Exact values `[samples, size]`. */
  readonly originals: Float32Array;
}

export interface Thumbnail {
  readonly body: Uint8Array;
  readonly type: 'image/png' | 'image/svg+xml';
}

/**
 * The first samples of an atlas in a strip of 28 pixels: images enlarged by whole factors (or shrunk if they are larger), vectors as plots of the
 * reconstruction over the original. The atlas itself where its first row is such a strip of opaque pixels.
 */
export function thumbnailOf(atlas: Uint8Array, probeSet: ThumbnailSamples): Thumbnail {
  const shape = dataShapeOf(probeSet);
  const size = pictureSize(shape);
  if (!isPlotted(shape) && size.height === thumbnailHeight && size.channels < 4) return { body: atlas, type: 'image/png' };
  const levels = readLevels(atlas, { ...size, columns: probeSet.atlasColumns, count: samples });
  return isPlotted(shape)
    ? { body: new TextEncoder().encode(drawPlots(levels, { ...probeSet, grid: plotGrid(size) }, thumbnailHeight)), type: 'image/svg+xml' }
    : { body: drawPictures(levels, size, thumbnailHeight), type: 'image/png' };
}
