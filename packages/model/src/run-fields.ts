import { z } from 'zod';
import { codeSchema } from './codes/code-config.ts';
import { conditionSchema } from './conditions/condition-config.ts';
import { kindOrName } from './kind-or-name.ts';
import { likelihoodSchema } from './likelihoods/likelihood-config.ts';
import { normalisationNames } from './normalisations/normalisation-names.ts';

/*
 * Fields of every family. Each default is defined once, at its field: the fields of a union have theirs in the option, and the union itself
 * names an option (`prefault`). Fingerprints omit default values at any depth, so that a new field with a default does not change old fingerprints.
 */

const fraction = z.number().min(0).max(1);
const beta = z.number().min(0).lt(1);

/** Denoising (Vincent et al. 2008): noise on the input only; the cost compares with the clean input. */
const noiseSchema = kindOrName(
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('none') }),
    /** `x + level · N(0, 1)` */
    z.strictObject({ kind: z.literal('gaussian'), level: z.number().positive().max(100).default(0.3) }),
    /** Sets each value to zero, the mean image's value after centring, with probability `level`. */
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

/** Numbers that each optimizer keeps beside every parameter. */
export const optimizerSlots: Readonly<Record<OptimizerConfig['kind'], number>> = { sgd: 0, momentum: 1, adam: 2 };

const scheduleSchema = kindOrName(
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('constant') }),
    /** Multiplies the learning rate by `factor` after every `every` epochs. */
    z.strictObject({ kind: z.literal('step'), every: z.int().min(1).default(10), factor: z.number().positive().max(1).default(0.1) }),
    /** Decreases along half a cosine to `final` times the learning rate (Loshchilov & Hutter 2017, without restarts). */
    z.strictObject({ kind: z.literal('cosine'), final: fraction.default(0) }),
  ]),
);
export type ScheduleConfig = z.output<typeof scheduleSchema>;

/** Fields of the hidden layers, the same for every family. */
export const hiddenLayerFields = {
  /** Normalisation of the sums of every hidden layer, before its activation. */
  normalisation: z.enum(normalisationNames).default('none'),
  /** Probability with which training sets a value of a hidden layer to 0. */
  dropout: z.number().min(0).lt(1).default(0),
} as const;

/** Fields of the objective, the same for every family. */
export const objectiveFields = {
  /** Subtracts the training mean from what the encoder gets. */
  centre: z.boolean().default(true),
  code: codeSchema.prefault('plain'),
  likelihood: likelihoodSchema.prefault('squaredError'),
  condition: conditionSchema.prefault('none'),
  noise: noiseSchema.prefault('none'),
  /** Adds `weightDecay / 2 · ΣW²` to the objective, without biases; the cost does not include it. */
  weightDecay: z.number().min(0).max(1e6).default(0),
} as const;

export const trainingFields = {
  optimizer: optimizerSchema.prefault('adam'),
  learningRate: z.number().positive().max(1e6).default(0.001),
  schedule: scheduleSchema.prefault('constant'),
  /** Largest norm of the gradients of all parameters together; larger gradients are scaled down to it. 0 for no limit. */
  clipNorm: z.number().min(0).max(1e6).default(0),
  /** Largest absolute value of each gradient, before `clipNorm`. 0 for no limit. */
  clipValue: z.number().min(0).max(1e6).default(0),
  batchSize: z.int().min(1).max(100_000).default(20),
  epochs: z.int().min(1).max(100_000).default(30),
} as const;
