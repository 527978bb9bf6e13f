import { z } from 'zod';
import { type FamilyName, familyConfigOf, familyNames, type RunConfig } from './families/configs.ts';
import type { NetworkDescription } from './families/family-config.ts';
import { trainingFields } from './run-fields.ts';

/*
 * One run's configuration, and what follows from it before anything is trained. Browser-safe: data and zod only.
 */

export { coupledRows, gridOf, maxRecordedCodes, pairValuesOf, passesOf } from './codes/code-config.ts';
export { type ConditionConfig, conditionSize } from './conditions/condition-config.ts';
export { type ActivationName, activationNames } from './families/activation-names.ts';
export { type FamilyName, familyConfigOf, familyNames, type RunConfig, runConfigSchema } from './families/configs.ts';
export { stagesOf } from './families/convolutional-layers.ts';
export type { NetworkDescription } from './families/family-config.ts';
export { cellSizes, type RecurrentLayer, recurrentLayersOf } from './families/recurrent-layers.ts';
export { type ImpliedDefault, impliedDefaults, kindOf, parseRunConfig } from './implied-defaults.ts';
export { epochMetricsOf, stepMetricNames } from './metrics/recorded-metrics.ts';
export { normalisationEpsilon } from './normalisations/normalisation-names.ts';
export { type Random, random } from './random.ts';
export { type Noise, type OptimizerConfig, optimizerSchema, optimizerSlots, type ScheduleConfig, trainingFields } from './run-fields.ts';
export { evaluationRowsOf } from './training/evaluation-rows.ts';

type KeyOf<Config> = Config extends unknown ? keyof Config : never;
type WithoutKeys<Config, Keys extends PropertyKey> = Config extends unknown ? Omit<Config, Keys> : never;

export type RunConfigField = KeyOf<RunConfig>;

/** What decides how a network computes and learns in one step; the rest comes with each step or counts them. */
export type StepConfig = WithoutKeys<RunConfig, 'learningRate' | 'schedule' | 'epochs'>;

type Fields = Readonly<Record<string, z.ZodType>>;

/** The fields of a spec's `model` for a family, by name; `family` itself first. */
export function modelFieldsOf(family: FamilyName): Fields {
  const own = Object.entries(familyConfigOf(family).schema.shape).filter(([field]) => !(field in trainingFields));
  return { ...Object.fromEntries(own), family: familyField };
}

/** Names every family, where a family's own schema names one. */
const familyField = z.enum(familyNames).default('dense');

/** The fields of `model` of every family, by name. */
export const modelFields: Fields = Object.assign({}, ...familyNames.map(modelFieldsOf));

/** What is known of the network of a configuration before it is built. @param sampleShape of one sample, for example `[28, 28]` */
export function describeNetwork(config: RunConfig, sampleShape: readonly number[]): NetworkDescription {
  return familyConfigOf(config.family).describe(config, sampleShape);
}

/** Batches of an epoch; the last partial one is dropped. */
export function stepsPerEpoch({ batchSize }: Pick<RunConfig, 'batchSize'>, trainCount: number): number {
  return Math.floor(trainCount / batchSize);
}
