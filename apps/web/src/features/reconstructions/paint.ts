import type { Atlas } from './atlas.ts';
import { type ColourMap, lookupTable, signedZero } from './colour-maps.ts';

export const showings = ['reconstruction', 'difference'] as const;
export type Showing = (typeof showings)[number];

/** Differences at least this large, as a share of the range of values, have the strongest colour. */
export const differenceReach = 0.5;

export interface PaintInput {
  readonly atlas: Atlas;
  readonly map: ColourMap;
  /** Which sample stands in each place. */
  readonly order: readonly number[];
  /** Given for signed differences: reconstruction minus original. */
  readonly originals: Atlas | null;
}

/**
 * Samples side by side in colour, one pixel for each value: RGBA `[height, order.length · width, 4]`.
 * In a difference white is no difference, red too much, blue too little.
 */
export function paintSamples({ atlas, map, order, originals }: PaintInput): Uint8ClampedArray<ArrayBuffer> {
  const { width, height } = atlas;
  const table = lookupTable(originals === null ? map : 'signed');
  const pixels = new Uint8ClampedArray(4 * width * height * order.length);
  order.forEach((sample, place) => {
    const base = sample * width * height;
    for (let index = 0; index < width * height; index++) {
      const level = originals === null ? (atlas.levels[base + index] ?? 0) : differenceLevel(atlas, originals, base + index);
      const from = 3 * level;
      const to = 4 * (Math.floor(index / width) * width * order.length + place * width + (index % width));
      pixels[to] = table[from] ?? 0;
      pixels[to + 1] = table[from + 1] ?? 0;
      pixels[to + 2] = table[from + 2] ?? 0;
      pixels[to + 3] = 255;
    }
  });
  return pixels;
}

function differenceLevel(atlas: Atlas, originals: Atlas, index: number): number {
  const share = (valueAt(atlas, index) - valueAt(originals, index)) / (originals.high - originals.low) / differenceReach;
  const steps = share < 0 ? signedZero : 255 - signedZero;
  return Math.round(signedZero + Math.max(-1, Math.min(1, share)) * steps);
}

function valueAt({ levels, low, high }: Atlas, index: number): number {
  return low + ((levels[index] ?? 0) / 255) * (high - low);
}
