import type { PictureSize } from '@hourglass/datasets/data-kind';
import { decode } from 'fast-png';

export interface AtlasGrid extends PictureSize {
  /** Samples per row of the atlas. */
  readonly columns: number;
  /** At most so many samples are read. */
  readonly count: number;
}

/** The 8-bit levels of the first samples of an atlas, `[height · width · channels]` each. */
export function readLevels(atlas: Uint8Array, { width, height, channels: own, columns, count }: AtlasGrid): readonly Uint8Array[] {
  const { data, width: lineWidth, height: lines, channels } = decode(atlas);
  const held = Math.min(count, columns * Math.floor(lines / height));
  return Array.from({ length: held }, (_, sample) => {
    const left = (sample % columns) * width;
    const top = Math.floor(sample / columns) * height;
    return Uint8Array.from({ length: width * height * own }, (__, index) => {
      const pixel = Math.floor(index / own);
      const place = (top + Math.floor(pixel / width)) * lineWidth + left + (pixel % width);
      // The atlas has 8 bits; `decode` has a type for 16 bits, too.
      return Number(data[place * channels + (index % own)]);
    });
  });
}
