import type { ColourScaleName } from './colour-scales.ts';

/** What is known of one value of one sample. */
export interface Pixel {
  original: number;
  /** The mean where a row stands for several runs. */
  reconstruction: number;
  /** Standard deviation between the runs of a row. */
  spread: number;
  /** As PCA with as many numbers has it. */
  rival: number;
  /** Place across the sample, 0 to 1. */
  across: number;
}

/** What the reader has set beside the mode. */
export interface Blend {
  /** Share of the reconstruction, 0 to 1: onion skin's opacity, or where a swipe stands. */
  readonly share: number;
  /** A blink shows the original now. */
  readonly showsOriginal: boolean;
}

interface CellMode {
  readonly word: string;
  /** What is seen, for a heading: `Differences of …` */
  readonly title: string;
  readonly scale: ColourScaleName;
  readonly needs: readonly ('originals' | 'rival' | 'seeds')[];
  /** 8 bits are not enough for what is shown: exact values are fetched where they were recorded. */
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
    word: 'gain over PCA',
    title: 'Gains over PCA',
    scale: 'gain',
    needs: ['originals', 'rival'],
    wantsExact: true,
    // Squared error that PCA makes here and the run does not: summed over a sample it is the difference of their costs.
    value: ({ original, reconstruction, rival }) => (rival - original) ** 2 - (reconstruction - original) ** 2,
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
