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

/** Scales that are fitted to the training samples. */
export type FittedScale = Exclude<ScaleKind, 'auto' | 'none'>;

const maxSamples = 1e9;

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
});

/** Options that are not at their default. */
export type DatasetOptions = Readonly<Partial<z.output<typeof datasetOptionsSchema>>>;
export type DatasetOption = keyof DatasetOptions;
export const datasetOptionNames = Object.keys(datasetOptionsSchema.shape) as readonly DatasetOption[];

export function isFitted(scale: ScaleKind | undefined): scale is FittedScale {
  return scale === 'unit' || scale === 'standard';
}

/** The options without those at their default. */
export function givenOptions({ scale, validation, limit, shape, binarise }: DatasetOptions): DatasetOptions {
  return {
    ...(scale === undefined || scale === 'auto' ? {} : { scale }),
    ...(validation === undefined ? {} : { validation }),
    ...(limit === undefined ? {} : { limit }),
    ...(shape === undefined ? {} : { shape }),
    ...(binarise === undefined || binarise === 'none' ? {} : { binarise }),
  };
}

/**
 * The options that change a sample, which a probe set shows. Which samples are trained on changes a sample only where they determine its scale.
 */
export function sampleOptions(options: DatasetOptions): DatasetOptions {
  // Held-out samples are those of the static draw in either case.
  const given = { ...givenOptions(options), ...(options.binarise === 'dynamic' ? { binarise: 'static' as const } : {}) };
  const { validation: _, limit: __, ...ownOfSample } = given;
  return isFitted(options.scale) ? given : ownOfSample;
}

/**
 * The options that change what a run learns from. A shape changes how samples are drawn, and the training of families that use it
 * (`usesSampleShape`).
 */
export function trainingOptions(options: DatasetOptions): DatasetOptions {
  const { shape: _, ...withoutShape } = givenOptions(options);
  return isFitted(options.scale) ? givenOptions(options) : withoutShape;
}
