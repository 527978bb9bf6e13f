import type { Dataset } from '@hourglass/datasets';
import { isPlotted } from '@hourglass/datasets/data-kind';
import type { NewFigure } from '@hourglass/db';
import type { FigureEvent } from '@hourglass/model';
import { encodeAtlas } from './atlas.ts';
import { bytesOf } from './bytes-of.ts';
import { addMean } from './probes.ts';
import { valueRange } from './value-range.ts';

interface DescribedFigure extends Omit<NewFigure, 'probeSet' | 'samples'> {
  /** The file of its samples. */
  readonly content: Uint8Array;
}

/** A figure as it is stored: samples that are drawn as pictures as one picture, others as exact values. */
export function describeFigure({ figure, epoch, layout, values }: FigureEvent, dataset: Dataset): DescribedFigure {
  const samples = addMean(values, dataset.mean);
  const range = valueRange(dataset);
  const described = { kind: figure, epoch, layout, ...range };
  if (isPlotted(dataset)) {
    return { ...described, format: 'float32', clippedPixels: countOutside(samples, range), content: bytesOf(samples) };
  }
  const { columns, rows } = layout;
  const { png, clipped } = encodeAtlas({ values: samples, count: columns * rows.length, shape: dataset, columns, ...range });
  return { ...described, format: 'png', clippedPixels: clipped, content: png };
}

function countOutside(values: Float32Array, { low, high }: { readonly low: number; readonly high: number }): number {
  return values.reduce((count, value) => count + (value >= low && value <= high ? 0 : 1), 0);
}
