/*
 * Okabe & Ito's palette, which colour-blind people can distinguish (https://jfly.uni-koeln.de/color/), without its black;
 * its yellow is darker on white, and all colours are slightly lighter on black.
 */
export const palette = [
  ['#0072b2', '#3d9fdc'],
  ['#d55e00', '#f07f2e'],
  ['#009e73', '#1cc094'],
  ['#cc79a7', '#dd93bd'],
  ['#e69f00', '#f0b429'],
  ['#56b4e9', '#7cc8f3'],
  ['#a89b00', '#f0e442'],
] as const satisfies readonly (readonly [light: string, dark: string])[];

export interface Mix {
  readonly with: 'black' | 'white';
  /** Share of the colour in the mix, in percent. */
  readonly share: number;
}

/** The hues repeat every seven configurations, first with more contrast to the page, then with less, but never so little that a line is hard to see. */
export const rounds: readonly (readonly [light: Mix, dark: Mix])[] = [
  [
    { with: 'black', share: 100 },
    { with: 'white', share: 100 },
  ],
  [
    { with: 'black', share: 62 },
    { with: 'white', share: 55 },
  ],
  [
    { with: 'white', share: 75 },
    { with: 'black', share: 78 },
  ],
];

/** Baselines are less prominent than runs. */
export const baselineColour = 'var(--ink-faint)';

/** The colour of a run on every page: that of its configuration. A baseline has none. */
export function runColour({ configuration }: { readonly configuration: number | null }): string {
  return configuration === null ? baselineColour : seriesColour(configuration - 1);
}

/** The colour of one of several series, by its index from 0. */
export function seriesColour(index: number): string {
  const hue = palette[index % palette.length];
  const round = rounds[Math.floor(index / palette.length) % rounds.length];
  if (hue === undefined || round === undefined) return 'currentColor';
  return `light-dark(${mixed(hue[0], round[0])}, ${mixed(hue[1], round[1])})`;
}

function mixed(colour: string, mix: Mix): string {
  return mix.share === 100 ? colour : `color-mix(in oklab, ${colour} ${mix.share}%, ${mix.with})`;
}
