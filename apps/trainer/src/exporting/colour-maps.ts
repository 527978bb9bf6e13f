import { rgb } from 'd3-color';
import { interpolateViridis } from 'd3-scale-chromatic';

export const colourMapNames = ['gray', 'viridis', 'jet'] as const;
export type ColourMapName = (typeof colourMapNames)[number];
type Rgb = readonly [number, number, number];

const maps: { readonly [Name in ColourMapName]: (value: number) => Rgb } = {
  gray: (value) => [value * 255, value * 255, value * 255],
  viridis: (value) => {
    const { r, g, b } = rgb(interpolateViridis(value));
    return [r, g, b];
  },
  // MATLAB's jet: three ramps of slope 4, a quarter apart.
  jet: (value) => [ramp(value - 0.75), ramp(value - 0.5), ramp(value - 0.25)],
};

function ramp(distance: number): number {
  return 255 * Math.min(1, Math.max(0, 1.5 - 4 * Math.abs(distance)));
}

/** The colours of 256 levels. */
export function colourTable(name: ColourMapName): readonly Rgb[] {
  return Array.from({ length: 256 }, (_, level) => maps[name](level / 255).map(Math.round) as unknown as Rgb);
}
