import { dataShapeOf, type PictureSize, pictureSize } from '@hourglass/datasets/data-kind';

/** Where the samples of a picture are, and what its levels mean. */
export interface AtlasLayout {
  /** Samples in a row. */
  readonly columns: number;
  /** Of one sample; its kind is told by `dataShapeOf`. */
  readonly sampleShape: readonly number[];
  /** The values that 0 and 255 stand for. */
  readonly low: number;
  readonly high: number;
}

/** Samples to be drawn: levels of an 8-bit picture, or exact values. */
export interface Pictures extends PictureSize {
  /** The range that colours cover; exact values may lie outside. */
  readonly low: number;
  readonly high: number;
  /** `[samples, height · width]`, one sample after the other; a value is `zero + unit · values[index]`. */
  readonly values: Uint8Array | Float32Array;
  readonly zero: number;
  readonly unit: number;
  readonly isExact: boolean;
}

export function valueAt({ values, zero, unit }: Pictures, index: number): number {
  return zero + unit * (values[index] ?? Number.NaN);
}

/** The pixels of one sample of a shape. */
export function sampleSize(shape: readonly number[]): PictureSize {
  return pictureSize(dataShapeOf(shape));
}

/** @param values `[samples, size]`, in the data's own range */
export function exactPictures(values: Float32Array, { sampleShape, low, high }: Omit<AtlasLayout, 'columns'>): Pictures {
  return { ...sampleSize(sampleShape), low, high, values, zero: 0, unit: 1, isExact: true };
}

/**
 * Takes a decoded picture apart into samples.
 *
 * @param pixels RGBA of the whole picture, `[rows, columns · width, 4]`; it is gray, so red tells all
 */
export function splitAtlas(pixels: Uint8ClampedArray, pictureWidth: number, layout: AtlasLayout): Pictures {
  const { width, height } = sampleSize(layout.sampleShape);
  const pictureHeight = pixels.length / 4 / pictureWidth;
  const samples = layout.columns * Math.floor(pictureHeight / height);
  const levels = new Uint8Array(samples * width * height);
  for (let sample = 0; sample < samples; sample++) {
    const left = (sample % layout.columns) * width;
    const top = Math.floor(sample / layout.columns) * height;
    for (let row = 0; row < height; row++) {
      for (let column = 0; column < width; column++) {
        levels[(sample * height + row) * width + column] = pixels[4 * ((top + row) * pictureWidth + left + column)] ?? 0;
      }
    }
  }
  const { low, high } = layout;
  return { width, height, low, high, values: levels, zero: low, unit: (high - low) / 255, isExact: false };
}
