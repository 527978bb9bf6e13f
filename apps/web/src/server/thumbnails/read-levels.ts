import { decode } from 'fast-png';

export interface AtlasGrid {
  readonly width: number;
  readonly height: number;
  /** Samples per row of the atlas. */
  readonly columns: number;
  /** At most so many samples are read. */
  readonly count: number;
}

/** The 8-bit levels of the first samples of an atlas, `[height · width]` each. */
export function readLevels(atlas: Uint8Array, { width, height, columns, count }: AtlasGrid): readonly Uint8Array[] {
  const { data, width: lineWidth, height: lines, channels } = decode(atlas);
  const held = Math.min(count, columns * Math.floor(lines / height));
  return Array.from({ length: held }, (_, sample) => {
    const left = (sample % columns) * width;
    const top = Math.floor(sample / columns) * height;
    return Uint8Array.from({ length: width * height }, (__, index) => {
      const place = (top + Math.floor(index / width)) * lineWidth + left + (index % width);
      // The atlas is gray with 8 bits; `decode` has a type for 16 bits, too.
      return Number(data[place * channels]);
    });
  });
}
