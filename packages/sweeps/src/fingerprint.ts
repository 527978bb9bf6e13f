import {
  type DatasetOptions,
  type DatasetReference,
  datasetOptionsSchema,
  type LabelRole,
  optionsOf,
  trainingOptions,
} from '@hourglass/datasets/catalog';
import { type FamilyName, familyConfigOf, type RunConfig, runConfigSchema } from '@hourglass/model/config';
import { z } from 'zod';
import { type BaselineConfig, baselineConfigSchema } from './baseline-config.ts';
import { hashOf } from './canonical-json.ts';
import type { RunKind } from './run-state.ts';
import { familiesOf } from './search-space.ts';
import { frameFields, recordedFields, type Spec } from './spec.ts';
import { fieldSchemasOf, rangeSchema } from './spec-fields.ts';
import { fieldsWithoutDefaults, isDefault, withoutDefaults } from './without-defaults.ts';

/*
 * What makes two runs, or two sweeps, the same (docs/adr/0002-fingerprints.md). Whatever is as by default is left out, at any depth: an option
 * that is added later, with the old behaviour as its default, keeps every fingerprint that there is.
 */

/** Raised when the same configuration and seed no longer give the same results. */
export const numericsVersion = 1;

/** The data that a run sees. */
export interface DatasetIdentity {
  /** Hash of the data set's samples. */
  readonly contentHash: string;
  readonly reference: DatasetReference;
  /** Of one sample. Part of the fingerprint where the network uses it. */
  readonly sampleShape: readonly number[];
}

export interface RunIdentity {
  readonly config: RunConfig;
  readonly seed: number;
  readonly dataset: DatasetIdentity;
}

/** The schemas whose defaults are left out: those of the spec, unless a test hands in others. */
export interface IdentitySchemas {
  readonly config: z.ZodType<RunConfig>;
  /** What identifies a sweep beside its network, its training and its data. */
  readonly frame: z.ZodObject;
  /** By name: one value of a field of `model` or `training` that a family has. */
  readonly fields: (family: FamilyName) => Readonly<Record<string, z.ZodType>>;
  readonly range: z.ZodObject;
  readonly datasetOptions: z.ZodObject;
}

const recorded = Object.fromEntries(recordedFields.map((field) => [field, true] as const));

export const identitySchemas: IdentitySchemas = {
  config: runConfigSchema,
  frame: z.object(frameFields).omit({ dataset: true, ...recorded }),
  fields: fieldSchemasOf,
  range: rangeSchema,
  datasetOptions: datasetOptionsSchema,
};

/** @param numerics the version under which the run was, or is to be, trained */
export function runFingerprint(
  { config, seed, dataset }: RunIdentity,
  numerics: number = numericsVersion,
  schemas: IdentitySchemas = identitySchemas,
): string {
  const { sampleShape } = dataset;
  const shape = familyConfigOf(config.family).usesSampleShape ? { sampleShape } : {};
  return hashOf({ config: withoutDefaults(schemas.config, config), seed, ...trainingDataPart(dataset, schemas), ...shape, numerics });
}

export function baselineFingerprint(
  config: BaselineConfig,
  dataset: Omit<DatasetIdentity, 'sampleShape'>,
  numerics: number = numericsVersion,
  schemas: IdentitySchemas = identitySchemas,
): string {
  return hashOf({ ...config, ...trainingDataPart(dataset, schemas), numerics });
}

/**
 * Identifies a configuration: the parameters of a run without its seed and its data. Runs with equal parameters have equal hashes, also if one was
 * stored before a parameter with a default existed.
 */
export function configurationHash(parameters: unknown, schemas: Pick<IdentitySchemas, 'config'> = identitySchemas): string {
  const { data } = schemas.config.safeParse(parameters);
  // Parameters that this version does not know identify a configuration as they are.
  return hashOf(data === undefined ? parameters : { config: withoutDefaults(schemas.config, data) });
}

/** A run or a baseline as it is stored. */
export interface StoredRun {
  readonly kind: RunKind;
  readonly parameters: unknown;
  readonly seed: number;
}

/** The fingerprint of a stored run, under the numerics version that it was trained with; null where its parameters are not those of a run. */
export function storedRunFingerprint({ kind, parameters, seed }: StoredRun, dataset: DatasetIdentity, numerics: number): string | null {
  if (kind === 'baseline') {
    const { data } = baselineConfigSchema.safeParse(parameters);
    return data === undefined ? null : baselineFingerprint(data, dataset, numerics);
  }
  const { data } = runConfigSchema.safeParse(parameters);
  return data === undefined ? null : runFingerprint({ config: data, seed, dataset }, numerics);
}

/** The data of a sweep, without its reference, which the spec has. */
export interface SweepData extends Omit<DatasetIdentity, 'reference'> {
  /** The labels that its files hold (`labelsOf`). */
  readonly labels: readonly LabelRole[];
}

/**
 * Of the spec: name, seeds, sampler, baselines, every field of the network and the training, the data by content, its options, and whether
 * they have labels. Not of `recordedFields`, and not of the paths of the data.
 */
export function sweepFingerprint(
  spec: Spec,
  { contentHash, sampleShape, labels }: SweepData,
  schemas: IdentitySchemas = identitySchemas,
): string {
  const usesShape = familiesOf(spec.space).some((family) => familyConfigOf(family).usesSampleShape);
  return hashOf({
    ...fieldsWithoutDefaults(schemas.frame, schemas.frame.parse(spec)),
    space: spacePart(spec, schemas),
    ...datasetPart(contentHash, optionsOf(spec.dataset), schemas),
    ...(usesShape ? { sampleShape } : {}),
    ...(labels.length === 0 ? {} : { labels }),
  });
}

/** Each field that is not constant at the default of every family, as the list of its values or as its range. */
function spacePart({ space }: Spec, schemas: IdentitySchemas): Readonly<Record<string, unknown>> {
  const families = familiesOf(space).map(schemas.fields);
  return Object.fromEntries(
    Object.entries(space).flatMap(([field, axis]) => {
      if (axis.kind === 'range') {
        const { integer: _, steps, ...range } = axis.range;
        return [[field, withoutDefaults(schemas.range, { ...range, ...(steps === null ? {} : { steps }) })]];
      }
      const ofFamilies = families.flatMap(({ [field]: schema }) => (schema === undefined ? [] : [schema]));
      const [schema] = ofFamilies;
      if (schema === undefined) throw new RangeError(`the spec has no field ${field}`);
      const [first, ...others] = axis.values;
      if (others.length === 0 && ofFamilies.every((one) => isDefault(one, first))) return [];
      return [[field, axis.values.map((value) => withoutDefaults(schema, value))]];
    }),
  );
}

/** What a run learns from: a shape that changes only how samples are drawn makes no other run. */
function trainingDataPart(
  { contentHash, reference }: Omit<DatasetIdentity, 'sampleShape'>,
  schemas: IdentitySchemas,
): Readonly<Record<string, unknown>> {
  return datasetPart(contentHash, trainingOptions(optionsOf(reference)), schemas);
}

/** The content of the files, and the options. The location of the files is no part of it. */
function datasetPart(
  contentHash: string,
  given: DatasetOptions,
  { datasetOptions: schema }: IdentitySchemas,
): Readonly<Record<string, unknown>> {
  const datasetOptions = fieldsWithoutDefaults(schema, schema.parse(given));
  return { dataset: contentHash, ...(Object.keys(datasetOptions).length === 0 ? {} : { datasetOptions }) };
}
