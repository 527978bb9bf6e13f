/*
 * The kind of a data set's samples. Code that depends on it asks here instead of checking the length of a shape. Browser-safe.
 */

import { maxStrips } from '@hourglass/presentation/sample-plot';

/** Values of a pixel of a colour image: red, green and blue, and with 4 the opacity. */
export type ColourChannels = 3 | 4;

/**
 * A sample's kind with its shape: a vector is `[values]`, an image `[height, width]` in gray or `[height, width, channels]` in colour, a series
 * `[time, channels]`. Adding a kind is a member here and a case below.
 */
export type DataShape =
  | { readonly kind: 'vector'; readonly sampleShape: readonly [values: number] }
  | {
      readonly kind: 'image';
      readonly sampleShape: readonly [height: number, width: number] | readonly [height: number, width: number, channels: ColourChannels];
    }
  | { readonly kind: 'series'; readonly sampleShape: readonly [time: number, channels: number] };

export type DataKind = DataShape['kind'];
export const dataKinds = ['vector', 'image', 'series'] as const satisfies readonly DataKind[];

/** The shapes of arrays that hold samples, for error messages. */
export const arrayShapes = '[count, size], [count, height, width] and [count, height, width, channels] with 1, 3 or 4 channels';

/** The kind of samples that an array or a stored record holds; null for shapes of no known kind. An image of one channel is `[height, width]`. */
export function dataShapeFrom(sampleShape: readonly number[]): DataShape | null {
  if (sampleShape.some((length) => length < 1)) return null;
  const [first, second, channels] = sampleShape;
  if (first === undefined) return null;
  if (second === undefined) return { kind: 'vector', sampleShape: [first] };
  if (sampleShape.length > 3) return null;
  if (channels === undefined || channels === 1) return { kind: 'image', sampleShape: [first, second] };
  return isColour(channels) ? { kind: 'image', sampleShape: [first, second, channels] } : null;
}

function isColour(channels: number): channels is ColourChannels {
  return channels === 3 || channels === 4;
}

/** A series of so many steps: `[time]` for one channel, or `[time, channels]`. Null for other shapes. */
export function seriesShapeFrom(sampleShape: readonly number[]): DataShape | null {
  const [time, channels = 1] = sampleShape;
  if (time === undefined || sampleShape.length > 2 || sampleShape.some((length) => length < 1)) return null;
  return { kind: 'series', sampleShape: [time, channels] };
}

/** Samples as a record has them. */
export interface StoredShape {
  /** Missing or null in records that were stored before it was: then the shape determines it, and no sample is a series. */
  readonly kind?: DataKind | null | undefined;
  readonly sampleShape: readonly number[];
}

/** @throws RangeError for a shape of no known kind, or of another kind than the stored one */
export function dataShapeOf({ kind, sampleShape }: StoredShape): DataShape {
  const shape = kind === 'series' ? seriesShapeFrom(sampleShape) : dataShapeFrom(sampleShape);
  const text = `[${sampleShape.join(', ')}]`;
  if (shape === null) throw new RangeError(`Samples of shape ${text} are of no known kind: ${dataKinds.join(', ')}.`);
  if (kind !== undefined && kind !== null && kind !== shape.kind) {
    throw new RangeError(`The stored kind of data is ${kind}, but the shape ${text} is of kind ${shape.kind}.`);
  }
  return shape;
}

/** Whether samples are drawn as curves over their values, one for each channel; others are drawn as pictures. */
export function isPlotted({ kind, sampleShape }: DataShape): boolean {
  return kind === 'vector' || (kind === 'series' && sampleShape[1] <= maxStrips);
}

export interface PictureSize {
  readonly width: number;
  readonly height: number;
  /** Values of a pixel: 1 is gray. */
  readonly channels: 1 | ColourChannels;
}

/** The pixels in which a sample is drawn: an image as itself, a vector as one row; a series of one channel likewise, of several a row for each step. */
export function pictureSize({ kind, sampleShape }: DataShape): PictureSize {
  switch (kind) {
    case 'vector': {
      const [width] = sampleShape;
      return { width, height: 1, channels: 1 };
    }
    case 'image': {
      const [height, width, channels = 1] = sampleShape;
      return { width, height, channels };
    }
    case 'series': {
      const [time, width] = sampleShape;
      return width === 1 ? { width: time, height: 1, channels: 1 } : { width, height: time, channels: 1 };
    }
  }
}
