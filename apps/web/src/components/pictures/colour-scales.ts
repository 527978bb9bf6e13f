import { type ColourMap, type ColourTable, lookupTable, signedZero } from '@hourglass/presentation/colour-maps';

/** Differences at least this large, as a share of the range of values, have the strongest colour. */
const differenceReach = 0.5;
/** Standard deviations between seeds are smaller than differences from the original. */
const spreadReach = 0.25;

export interface Limits {
  readonly low: number;
  readonly high: number;
}

export interface ColourScale {
  /** Its own colours; the reader's colour map where null. */
  readonly table: ColourTable | null;
  /** The numbers at the ends of the colours, for data in a range. */
  readonly limits: (data: Limits) => Limits;
  /**
   * How a colour image is drawn: the level of each channel from its own number, without a table; or one number for each pixel through the table, from those
   * of its channels.
   */
  readonly ofChannels: 'each' | 'rootMeanSquare' | 'mean';
  /** Numbers beyond the ends exist and have the colour of the end. */
  readonly isOpen: boolean;
}

export const colourScales = {
  values: { table: null, ofChannels: 'each', limits: (data) => data, isOpen: false },
  signed: { table: 'signed', ofChannels: 'each', limits: (data) => symmetric(differenceReach * span(data)), isOpen: true },
  magnitude: {
    table: null,
    ofChannels: 'rootMeanSquare',
    limits: (data) => ({ low: 0, high: differenceReach * span(data) }),
    isOpen: true,
  },
  /** Scale of differences of squared errors. */
  gain: { table: 'gain', ofChannels: 'mean', limits: (data) => symmetric((differenceReach * span(data)) ** 2), isOpen: true },
  spread: {
    table: null,
    ofChannels: 'rootMeanSquare',
    limits: (data) => ({ low: 0, high: spreadReach * span(data) }),
    isOpen: true,
  },
} as const satisfies Readonly<Record<string, ColourScale>>;

export type ColourScaleName = keyof typeof colourScales;

/** The colours of a legend. The levels of the channels of a colour image run from black to white. */
export function tableOf(scale: ColourScale, map: ColourMap, isColour: boolean): ColourTable {
  if (isColour && scale.ofChannels === 'each') return 'gray';
  return scale.table ?? map;
}

/** Whether the reader chooses the colours of this scale. */
export function takesMap(scale: ColourScale, isColour: boolean): boolean {
  return scale.table === null && !(isColour && scale.ofChannels === 'each');
}

/** Makes a number the place of its colour in a table of 256; zero is exactly in the middle of diverging colours. */
export function levelOf(scale: ColourScale, data: Limits): (value: number) => number {
  const { low, high } = scale.limits(data);
  if (scale.table === null) return (value) => clamp(Math.round(((value - low) / (high - low)) * 255), 0, 255);
  return (value) => {
    const share = clamp(value / high, -1, 1);
    return Math.round(signedZero + share * (share < 0 ? signedZero : 255 - signedZero));
  };
}

/** `[256 × (red, green, blue)]` of a scale that has one number for each pixel. */
export function colourTable(scale: ColourScale, map: ColourMap): Uint8ClampedArray {
  return lookupTable(scale.table ?? map);
}

function span({ low, high }: Limits): number {
  return high - low;
}

function symmetric(reach: number): Limits {
  return { low: -reach, high: reach };
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}
