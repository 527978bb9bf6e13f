import { z } from 'zod';

/*
 * Options of a data set: what of its files a run sees, and in which unit. Browser-safe. Each is part of fingerprints and left out at its default, so
 * that a data set without options has the fingerprint it had before there were any.
 */

/** How stored values become the values that costs are computed of. */
export const scaleKinds = ['auto', 'none', 'unit', 'standard'] as const;
export type ScaleKind = (typeof scaleKinds)[number];

/** Whether values are probabilities that are drawn as 0 or 1: once, or in training anew in every step. */
export const binariseKinds = ['none', 'static', 'dynamic'] as const;

/** Kinds of samples that a spec can name, and as which it can read images. */
export const fileKinds = ['series'] as const;
export const readingKinds = ['series'] as const;

/** Scales that are fitted to the training samples. */
export type FittedScale = Exclude<ScaleKind, 'auto' | 'none'>;

/** How a picture that is not square becomes a square: its middle, the whole on white, or distorted. */
export const fitKinds = ['crop', 'pad', 'stretch'] as const;
export const colourKinds = ['keep', 'gray'] as const;

const maxSamples = 1e9;
const maxSide = 1_024;

export const datasetOptionsSchema = z.strictObject({
  /** `auto` divides bytes by 255 and leaves other numbers as they are; `none` leaves bytes, too. See scaling.ts. */
  scale: z.enum(scaleKinds).default('auto'),
  /** Samples held out for validation; without it the first tenth, 5,000 at most. See split.ts. */
  validation: z.int().min(0).max(maxSamples).optional().meta({ title: 'validation samples' }),
  /** Train on the first `limit` training samples only; on all without it. */
  limit: z.int().min(1).max(maxSamples).optional().meta({ title: 'training samples' }),
  /** The shape of a sample, in place of the file's. */
  shape: z.array(z.int().min(1).max(65_536)).min(1).max(3).readonly().optional().meta({ title: 'sample shape' }),
  /** `static` draws each value once; `dynamic` also draws training samples anew in every step. See binarise.ts. */
  binarise: z.enum(binariseKinds).default('none'),
  /** What a sample of a file is where its shape doesn't say it: a series `[time]` or `[time, channels]`, whose channels are scaled each by itself. */
  kind: z.enum(fileKinds).optional().meta({ title: 'kind of data' }),
  /** Reads the rows of images as the steps of series, in the scale of the images. */
  as: z.enum(readingKinds).optional().meta({ title: 'read as' }),
  /** Height and width that pictures of a folder are brought to; without it they must have one size. See pictures/. */
  size: z.int().min(1).max(maxSide).optional().meta({ title: 'side of pictures' }),
  fit: z.enum(fitKinds).default('crop').meta({ title: 'fit of pictures' }),
  colour: z.enum(colourKinds).default('keep').meta({ title: 'colour of pictures' }),
  /** Goes on without pictures that can't be used. */
  skipDamaged: z.boolean().default(false).meta({ title: 'skip damaged pictures' }),
});

/** Options that are not at their default. */
export type DatasetOptions = Readonly<Partial<z.output<typeof datasetOptionsSchema>>>;
export type DatasetOption = keyof DatasetOptions;
export const datasetOptionNames = Object.keys(datasetOptionsSchema.shape) as readonly DatasetOption[];

/** The scale of samples: `auto` standardises the channels of series. */
export function scaleOf({ scale = 'auto', kind }: Pick<DatasetOptions, 'scale' | 'kind'>): ScaleKind {
  return scale === 'auto' && kind === 'series' ? 'standard' : scale;
}

export function isFitted(scale: ScaleKind | undefined): scale is FittedScale {
  return scale === 'unit' || scale === 'standard';
}

/** The options without those at their default. */
export function givenOptions(options: DatasetOptions): DatasetOptions {
  const { scale, validation, limit, shape, binarise, kind, as } = options;
  return {
    ...(scale === undefined || scale === 'auto' ? {} : { scale }),
    ...(validation === undefined ? {} : { validation }),
    ...(limit === undefined ? {} : { limit }),
    ...(shape === undefined ? {} : { shape }),
    ...(binarise === undefined || binarise === 'none' ? {} : { binarise }),
    ...(kind === undefined ? {} : { kind }),
    ...(as === undefined ? {} : { as }),
    ...pictureOptions(options),
  };
}

/** Options of pictures in folders and archives. The content hash covers what they change: it is that of the samples that they make. */
export type PictureOptions = Pick<DatasetOptions, 'size' | 'fit' | 'colour' | 'skipDamaged'>;
export type CompletePictureOptions = Required<Omit<PictureOptions, 'size'>> & Pick<PictureOptions, 'size'>;

export const pictureOptionNames = ['size', 'fit', 'colour', 'skipDamaged'] as const satisfies readonly (keyof PictureOptions)[];

/** The options of pictures that are not at their default. */
export function pictureOptions({ size, fit, colour, skipDamaged }: DatasetOptions): PictureOptions {
  return {
    ...(size === undefined ? {} : { size }),
    ...(fit === undefined || fit === 'crop' ? {} : { fit }),
    ...(colour === undefined || colour === 'keep' ? {} : { colour }),
    ...(skipDamaged === true ? { skipDamaged } : {}),
  };
}

export function completePictureOptions(options: PictureOptions): CompletePictureOptions {
  return { fit: 'crop', colour: 'keep', skipDamaged: false, ...options };
}

function withoutPictureOptions(options: DatasetOptions): DatasetOptions {
  const { size: _, fit: __, colour: ___, skipDamaged: ____, ...others } = givenOptions(options);
  return others;
}

/**
 * The options that change a sample, which a probe set shows. Which samples are trained on changes a sample only where they determine its scale.
 */
export function sampleOptions(options: DatasetOptions): DatasetOptions {
  // Held-out samples are those of the static draw in either case.
  const given = { ...withoutPictureOptions(options), ...(options.binarise === 'dynamic' ? { binarise: 'static' as const } : {}) };
  const { validation: _, limit: __, ...ownOfSample } = given;
  return isFitted(scaleOf(options)) ? given : ownOfSample;
}

/**
 * The options that change what a run learns from. A shape changes how samples are drawn, and the training of families that use it
 * (`usesSampleShape`).
 */
export function trainingOptions(options: DatasetOptions): DatasetOptions {
  const given = withoutPictureOptions(options);
  const { shape: _, ...withoutShape } = given;
  return isFitted(scaleOf(options)) ? given : withoutShape;
}
