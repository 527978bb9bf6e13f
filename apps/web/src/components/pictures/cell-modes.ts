import type { ColourScaleName } from './colour-scales.ts';

/** Everything known about one value of one sample. */
export interface Pixel {
  original: number;
  /** The mean where a row has several runs. */
  reconstruction: number;
  /** Standard deviation between the runs of a row. */
  spread: number;
  /** The reconstruction of the reference: PCA with the same code size, unless another run is chosen. */
  reference: number;
  /** Place across the sample, 0 to 1. */
  across: number;
}

/** Settings of a mode. */
export interface Blend {
  /** Share of the reconstruction, 0 to 1: onion skin's opacity, or the position of a swipe. */
  readonly share: number;
  /** Whether a blink shows the original now. */
  readonly showsOriginal: boolean;
}

interface CellMode {
  readonly word: string;
  /** Heading: `Differences of …` */
  readonly title: string;
  readonly scale: ColourScaleName;
  readonly needs: readonly ('originals' | 'reference' | 'seeds')[];
  /** Needs more than 8 bits: exact values are fetched where they were recorded. */
  readonly wantsExact: boolean;
  readonly value: (pixel: Pixel, blend: Blend) => number;
}

export const cellModeNames = ['reconstruction', 'difference', 'absolute', 'gain', 'spread', 'onion', 'swipe', 'blink'] as const;
export type CellModeName = (typeof cellModeNames)[number];

export const cellModes: Readonly<Record<CellModeName, CellMode>> = {
  reconstruction: {
    word: 'reconstruction',
    title: 'Reconstructions',
    scale: 'values',
    needs: [],
    wantsExact: false,
    value: ({ reconstruction }) => reconstruction,
  },
  difference: {
    word: 'signed difference',
    title: 'Differences',
    scale: 'signed',
    needs: ['originals'],
    wantsExact: true,
    value: ({ original, reconstruction }) => reconstruction - original,
  },
  absolute: {
    word: 'absolute difference',
    title: 'Absolute differences',
    scale: 'magnitude',
    needs: ['originals'],
    wantsExact: true,
    value: ({ original, reconstruction }) => Math.abs(reconstruction - original),
  },
  gain: {
    word: 'gain',
    title: 'Gains',
    scale: 'gain',
    needs: ['originals', 'reference'],
    wantsExact: true,
    // Squared error that PCA makes here and the run does not: summed over a sample it is the difference of their costs.
    value: ({ original, reconstruction, reference }) => (reference - original) ** 2 - (reconstruction - original) ** 2,
  },
  spread: {
    word: 'spread of seeds',
    title: 'Standard deviations between seeds',
    scale: 'spread',
    needs: ['seeds'],
    wantsExact: true,
    value: ({ spread }) => spread,
  },
  onion: {
    word: 'onion skin',
    title: 'Onion skins',
    scale: 'values',
    needs: ['originals'],
    wantsExact: false,
    value: ({ original, reconstruction }, { share }) => (1 - share) * original + share * reconstruction,
  },
  swipe: {
    word: 'swipe',
    title: 'Originals swiped over reconstructions',
    scale: 'values',
    needs: ['originals'],
    wantsExact: false,
    value: ({ original, reconstruction, across }, { share }) => (across < share ? reconstruction : original),
  },
  blink: {
    word: 'blink',
    title: 'Originals and reconstructions in turn',
    scale: 'values',
    needs: ['originals'],
    wantsExact: false,
    value: ({ original, reconstruction }, { showsOriginal }) => (showsOriginal ? original : reconstruction),
  },
};
