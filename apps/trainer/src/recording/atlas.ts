import { type DataShape, pictureSize } from '@hourglass/datasets/data-kind';
import { at } from '@hourglass/presentation/at';
import { encodePng } from './png.ts';

export interface AtlasInput {
  /** `[count, height · width · channels]` */
  readonly values: Float32Array;
  readonly count: number;
  readonly shape: DataShape;
  /** The values of the levels 0 and 255: of black and of white. */
  readonly low: number;
  readonly high: number;
  /** Samples in a row; at most ten unless given. */
  readonly columns?: number;
}

export interface Atlas {
  readonly png: Uint8Array;
  readonly columns: number;
  /** How many values lie outside the range; the picture clips them. */
  readonly clipped: number;
}

/** Samples side by side in one lossless 8-bit picture, in gray or in colour. */
export function encodeAtlas({ values, count, shape, low, high, columns = Math.min(10, Math.max(1, count)) }: AtlasInput): Atlas {
  const { width, height, channels } = pictureSize(shape);
  const line = width * channels;
  const rows = Math.max(1, Math.ceil(count / columns));
  const data = new Uint8Array(rows * height * columns * line);
  const range = { low, high };
  let clipped = 0;
  for (let sample = 0; sample < count; sample++) {
    const left = (sample % columns) * line;
    const top = Math.floor(sample / columns) * height;
    for (let y = 0; y < height; y++) {
      const from = (sample * height + y) * line;
      const to = (top + y) * columns * line + left;
      clipped += drawRow(data.subarray(to, to + line), values.subarray(from, from + line), range);
    }
  }
  return { png: encodePng({ width: columns * width, height: rows * height, channels, data }), columns, clipped };
}

/**
 * Returns how many values it clipped. A separate function: V8 optimizes a function that is called often sooner than one long loop.
 */
function drawRow(pixels: Uint8Array, values: Float32Array, { low, high }: Pick<AtlasInput, 'low' | 'high'>): number {
  const scale = 255 / (high - low);
  let clipped = 0;
  for (let x = 0; x < pixels.length; x++) {
    const value = at(values, x);
    if (value >= low && value <= high) {
      pixels[x] = Math.round((value - low) * scale);
    } else {
      clipped++;
      pixels[x] = value > high ? 255 : 0;
    }
  }
  return clipped;
}
