import { z } from 'zod';

/*
 * One run's configuration: which network, and how it is trained. Browser-safe: data and zod only.
 * A default is written once, where its field is: a union's fields have theirs in the option, and the union itself names an option
 * (`prefault`). Fingerprints leave out what is as by default, at any depth, so that a new field with a default keeps old ones.
 */

const fraction = z.number().min(0).max(1);
const beta = z.number().min(0).lt(1);

/** The encoder's layer sizes, input first; the last is the code size. */
export const dimensionsSchema = z.array(z.int().min(1).max(65_536)).min(2).max(64);

export const familyNames = ['dense'] as const;
export const activationNames = ['tanh', 'relu', 'elu', 'sigmoid', 'linear'] as const;
export type ActivationName = (typeof activationNames)[number];

/**
 * Lets `name` stand for `{ kind: name }`, so that a spec can say `optimizer: adam`. So does anything else that is no object, so that the problem with it
 * is its kind, of which the allowed ones are known.
 */
function kindOrName<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess((value) => (value === undefined || (typeof value === 'object' && value !== null) ? value : { kind: value }), schema);
}

/** Denoising (Vincent et al. 2008): noise on the input only; the cost is taken against the clean input. */
export const noiseSchema = kindOrName(
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('none') }),
    /** `x + level · N(0, 1)` */
    z.strictObject({ kind: z.literal('gaussian'), level: z.number().positive().max(100).default(0.3) }),
    /** Each value is set to zero, which is the mean image's value there, with probability `level`. */
    z.strictObject({ kind: z.literal('masking'), level: fraction.default(0.3) }),
  ]),
);
export type Noise = z.output<typeof noiseSchema>;

export const optimizerSchema = kindOrName(
  z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('adam'),
      beta1: beta.default(0.9),
      beta2: beta.default(0.999),
      epsilon: z.number().positive().default(1e-8),
    }),
    z.strictObject({ kind: z.literal('momentum'), momentum: beta.default(0.9) }),
    z.strictObject({ kind: z.literal('sgd') }),
  ]),
);
export type OptimizerConfig = z.output<typeof optimizerSchema>;

export const scheduleSchema = kindOrName(
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('constant') }),
    /** Multiplies the learning rate by `factor` after every `every` epochs. */
    z.strictObject({ kind: z.literal('step'), every: z.int().min(1).default(10), factor: z.number().positive().max(1).default(0.1) }),
    /** Falls along half a cosine to `final` times the learning rate (Loshchilov & Hutter 2017, without restarts). */
    z.strictObject({ kind: z.literal('cosine'), final: fraction.default(0) }),
  ]),
);
export type ScheduleConfig = z.output<typeof scheduleSchema>;

export const modelFields = {
  family: z.enum(familyNames).default('dense'),
  dimensions: dimensionsSchema,
  /** The decoder uses the encoder's weights, transposed. */
  tied: z.boolean().default(true),
  /** Of every layer but the last. */
  activation: z.enum(activationNames).default('tanh'),
  /** Of the reconstruction. */
  outputActivation: z.enum(activationNames).default('tanh'),
  noise: noiseSchema.prefault('none'),
  /** Adds `weightDecay / 2 · ΣW²` to the objective, biases left out; the cost does not contain it. */
  weightDecay: z.number().min(0).max(1e6).default(0),
} as const;

export const trainingFields = {
  optimizer: optimizerSchema.prefault('adam'),
  learningRate: z.number().positive().max(1e6).default(0.001),
  schedule: scheduleSchema.prefault('constant'),
  batchSize: z.int().min(1).max(100_000).default(20),
  epochs: z.int().min(1).max(100_000).default(30),
} as const;

export const runConfigSchema = z.strictObject({ ...modelFields, ...trainingFields });
export type RunConfig = Readonly<z.output<typeof runConfigSchema>>;
export type RunConfigField = keyof RunConfig;

/** What decides how a network computes and learns in one step; the rest comes with each step or counts them. */
export type StepConfig = Omit<RunConfig, 'learningRate' | 'schedule' | 'epochs'>;

export function codeSize(dimensions: readonly number[]): number {
  return dimensions.at(-1) ?? 0;
}

/** Weights and biases of encoder and decoder. */
export function parameterCount({ dimensions, tied }: Pick<RunConfig, 'dimensions' | 'tied'>): number {
  return dimensions.slice(1).reduce((sum, outputs, layer) => {
    const inputs = dimensions[layer] ?? 0;
    return sum + inputs * outputs * (tied ? 1 : 2) + inputs + outputs;
  }, 0);
}

/** Batches of an epoch; the last partial one is dropped. */
export function stepsPerEpoch({ batchSize }: Pick<RunConfig, 'batchSize'>, trainCount: number): number {
  return Math.floor(trainCount / batchSize);
}

export { type Random, random } from './random.ts';
