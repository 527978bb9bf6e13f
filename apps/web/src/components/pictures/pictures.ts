import { dataShapeOf, type PictureSize, pictureSize, type StoredShape } from '@hourglass/datasets/data-kind';

/** How an atlas picture arranges its samples, and which values its levels have. */
export interface AtlasLayout extends StoredShape {
  /** Samples per row. */
  readonly columns: number;
  /** The values of levels 0 and 255. */
  readonly low: number;
  readonly high: number;
}

/** Samples to draw: 8-bit levels from an atlas, or exact values. */
export interface Pictures extends PictureSize {
  /** The range that colours cover; exact values may lie outside. */
  readonly low: number;
  readonly high: number;
  /** `[samples, height · width · channels]`; a value is `zero + unit · values[index]`. */
  readonly values: Uint8Array | Float32Array;
  readonly zero: number;
  readonly unit: number;
  readonly isExact: boolean;
}

/** @throws RangeError where there is no such value */
export function valueAt({ values, zero, unit }: Pictures, index: number): number {
  const value = values[index];
  // Checked here, and not by `at`: that meets many array types, so V8 compiles it to slow code for a loop over pixels.
  if (value === undefined) throw new RangeError(`There is no value at index ${index} of ${values.length}.`);
  return zero + unit * value;
}

/** Assumed until the samples are known. */
export const usualSamples: StoredShape = { sampleShape: [28, 28] };

/** Width, height and channels of one sample. */
export function sampleSize(samples: StoredShape): PictureSize {
  return pictureSize(dataShapeOf(samples));
}

/** @param values `[samples, size]`, in the range of the data */
export function exactPictures(values: Float32Array, layout: Omit<AtlasLayout, 'columns'>): Pictures {
  const { low, high } = layout;
  return { ...sampleSize(layout), low, high, values, zero: 0, unit: 1, isExact: true };
}

/**
 * Splits a decoded atlas into samples.
 *
 * @param pixels RGBA of the whole picture, `[rows, columns · width, 4]`; of a gray picture the red channel is read
 * @throws RangeError where the picture is narrower than its columns
 */
export function splitAtlas(pixels: Uint8ClampedArray, pictureWidth: number, layout: AtlasLayout): Pictures {
  const { width, height, channels } = sampleSize(layout);
  const pictureHeight = pixels.length / 4 / pictureWidth;
  const samples = layout.columns * Math.floor(pictureHeight / height);
  // A DataView throws past its end.
  const view = new DataView(pixels.buffer, pixels.byteOffset, pixels.byteLength);
  const levels = new Uint8Array(samples * width * height * channels);
  for (let sample = 0; sample < samples; sample++) {
    const left = (sample % layout.columns) * width;
    const top = Math.floor(sample / layout.columns) * height;
    for (let row = 0; row < height; row++) {
      for (let column = 0; column < width; column++) {
        const from = 4 * ((top + row) * pictureWidth + left + column);
        const to = ((sample * height + row) * width + column) * channels;
        for (let channel = 0; channel < channels; channel++) levels[to + channel] = view.getUint8(from + channel);
      }
    }
  }
  const { low, high } = layout;
  return { width, height, channels, low, high, values: levels, zero: low, unit: (high - low) / 255, isExact: false };
}
