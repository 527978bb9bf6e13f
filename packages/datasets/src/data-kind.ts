/*
 * The kind of a data set's samples. Code that depends on it asks here instead of checking the length of a shape. Browser-safe.
 */

/** A sample's kind with its shape: a vector is `[values]`, an image `[height, width]`. Adding a kind is a member here and a case below. */
export type DataShape =
  | { readonly kind: 'vector'; readonly sampleShape: readonly [values: number] }
  | { readonly kind: 'image'; readonly sampleShape: readonly [height: number, width: number] };

export type DataKind = DataShape['kind'];
export const dataKinds = ['vector', 'image'] as const satisfies readonly DataKind[];

/** The shapes of arrays that hold samples, for error messages. */
export const arrayShapes = '[count, size], [count, height, width] and [count, height, width, 1]';

/** The kind of samples that an array or a stored record holds; null for shapes of no known kind. An image of one channel is `[height, width]`. */
export function dataShapeFrom(sampleShape: readonly number[]): DataShape | null {
  if (sampleShape.some((length) => length < 1)) return null;
  const [first, second, third] = sampleShape;
  if (first === undefined) return null;
  if (second === undefined) return { kind: 'vector', sampleShape: [first] };
  const isImage = sampleShape.length === 2 || (sampleShape.length === 3 && third === 1);
  return isImage ? { kind: 'image', sampleShape: [first, second] } : null;
}

/** The kind of samples of a stored shape. @throws RangeError for a shape of no known kind */
export function dataShapeOf(sampleShape: readonly number[]): DataShape {
  const shape = dataShapeFrom(sampleShape);
  if (shape === null) throw new RangeError(`Samples of shape [${sampleShape.join(', ')}] are of no known kind: ${dataKinds.join(', ')}.`);
  return shape;
}

export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** The pixels in which a sample is drawn: an image as itself, a vector as one row. */
export function pictureSize({ kind, sampleShape }: DataShape): PictureSize {
  switch (kind) {
    case 'vector': {
      const [width] = sampleShape;
      return { width, height: 1 };
    }
    case 'image': {
      const [height, width] = sampleShape;
      return { width, height };
    }
  }
}
