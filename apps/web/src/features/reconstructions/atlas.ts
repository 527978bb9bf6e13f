/** Where the samples of a picture are, and what its levels mean. */
export interface AtlasLayout {
  /** Samples in a row. */
  readonly columns: number;
  /** `[height, width]`, or `[length]` for data that are not images. */
  readonly sampleShape: readonly number[];
  /** The values that 0 and 255 stand for. */
  readonly low: number;
  readonly high: number;
}

export interface Atlas extends AtlasLayout {
  readonly width: number;
  readonly height: number;
  /** `[samples, height · width]`, one sample after the other. */
  readonly levels: Uint8Array;
}

export interface SampleSize {
  readonly width: number;
  readonly height: number;
}

/** Rows of a sample's picture are its last dimension. */
export function sampleSize(shape: readonly number[]): SampleSize {
  return { width: shape.at(-1) ?? 1, height: shape.slice(0, -1).reduce((product, length) => product * length, 1) };
}

/**
 * Takes a decoded picture apart into samples.
 *
 * @param pixels RGBA of the whole picture, `[rows, columns · width, 4]`; it is gray, so red tells all
 */
export function splitAtlas(pixels: Uint8ClampedArray, pictureWidth: number, layout: AtlasLayout): Atlas {
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
  return { ...layout, width, height, levels };
}
