import { interpolateLab, piecewise } from 'd3-interpolate';
import { interpolateViridis } from 'd3-scale-chromatic';
import { at } from './at.ts';

export const colourMaps = ['gray', 'viridis', 'jet'] as const;
export type ColourMap = (typeof colourMaps)[number];

/** A sequential colour map, or one of two diverging maps with white at zero: for differences and for gains. */
export type ColourTable = ColourMap | 'signed' | 'gain';

/** 256 colours, `[256 × (red, green, blue)]`. */
export type LookupTable = Uint8ClampedArray;

/** Reversed ends of ColorBrewer's RdBu with pure white in the middle: negative is blue, zero white, positive red. */
const signedStops = ['#053061', '#2166ac', '#67a9cf', '#ffffff', '#ef8a62', '#b2182b', '#67001f'];

/** ColorBrewer's PRGn with pure white in the middle: purple is loss, green gain. Safe for colour blindness, and distinct from the difference map. */
const gainStops = ['#40004b', '#762a83', '#9970ab', '#ffffff', '#5aae61', '#1b7837', '#00441b'];

/** Index of the value 0 in a diverging table, which is pure white. */
export const signedZero = 128;

const tables: Readonly<Record<ColourTable, LookupTable>> = {
  gray: tabulate((fraction) => [fraction, fraction, fraction]),
  viridis: tabulate((fraction) => parseColour(interpolateViridis(fraction))),
  // MATLAB's jet: 1.5 − |4v − c| clamped to [0, 1], with c = 3, 2, 1 for red, green and blue.
  jet: tabulate((fraction) => [1.5 - Math.abs(4 * fraction - 3), 1.5 - Math.abs(4 * fraction - 2), 1.5 - Math.abs(4 * fraction - 1)]),
  signed: tabulate(diverging(signedStops)),
  gain: tabulate(diverging(gainStops)),
};

export function lookupTable(table: ColourTable): LookupTable {
  return tables[table];
}

/** A CSS gradient, for legends. */
export function gradientOf(name: ColourTable): string {
  const table = lookupTable(name);
  const stops = Array.from({ length: 17 }, (_, stop) => {
    const offset = 3 * Math.round((stop / 16) * 255);
    return `rgb(${at(table, offset)} ${at(table, offset + 1)} ${at(table, offset + 2)})`;
  });
  return `linear-gradient(to right, ${stops.join(', ')})`;
}

function tabulate(colourAt: (fraction: number) => readonly [number, number, number]): LookupTable {
  const table = new Uint8ClampedArray(256 * 3);
  for (let level = 0; level < 256; level++) {
    // A Uint8ClampedArray clamps values to 0 to 255.
    table.set(
      colourAt(level / 255).map((part) => part * 255),
      3 * level,
    );
  }
  return table;
}

function diverging(stops: readonly string[]): (fraction: number) => [number, number, number] {
  const colour = piecewise(interpolateLab, [...stops]);
  return (fraction) => {
    const level = Math.round(fraction * 255);
    return parseColour(colour(level <= signedZero ? level / signedZero / 2 : 0.5 + (level - signedZero) / (255 - signedZero) / 2));
  };
}

/** `#rrggbb` or `rgb(r, g, b)` → components from 0 to 1 */
function parseColour(colour: string): [number, number, number] {
  const parts = colour.startsWith('#')
    ? [1, 3, 5].map((start) => Number.parseInt(colour.slice(start, start + 2), 16))
    : (colour.match(/[\d.]+/g) ?? []).map(Number);
  return [at(parts, 0) / 255, at(parts, 1) / 255, at(parts, 2) / 255];
}
