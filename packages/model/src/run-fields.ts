import { z } from 'zod';

/*
 * Fields that every family has. A default is written once, where its field is: a union's fields have theirs in the option, and the union itself
 * names an option (`prefault`). Fingerprints leave out what is as by default, at any depth, so that a new field with a default keeps old ones.
 */

const fraction = z.number().min(0).max(1);
const beta = z.number().min(0).lt(1);

/**
 * Lets `name` stand for `{ kind: name }`, so that a spec can say `optimizer: adam`. So does anything else that is no object, so that the problem with it
 * is its kind, of which the allowed ones are known.
 */
function kindOrName<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess((value) => (value === undefined || (typeof value === 'object' && value !== null) ? value : { kind: value }), schema);
}

/** Denoising (Vincent et al. 2008): noise on the input only; the cost is taken against the clean input. */
const noiseSchema = kindOrName(
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

const scheduleSchema = kindOrName(
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('constant') }),
    /** Multiplies the learning rate by `factor` after every `every` epochs. */
    z.strictObject({ kind: z.literal('step'), every: z.int().min(1).default(10), factor: z.number().positive().max(1).default(0.1) }),
    /** Falls along half a cosine to `final` times the learning rate (Loshchilov & Hutter 2017, without restarts). */
    z.strictObject({ kind: z.literal('cosine'), final: fraction.default(0) }),
  ]),
);
export type ScheduleConfig = z.output<typeof scheduleSchema>;

/** Fields of the objective, the same for every family. */
export const objectiveFields = {
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
