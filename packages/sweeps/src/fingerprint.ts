import {
  type DatasetOptions,
  type DatasetReference,
  datasetOptionsSchema,
  type LabelRole,
  optionsOf,
  trainingOptions,
} from '@hourglass/datasets/catalog';
import { type FamilyName, familyConfigOf, kindOf, type RunConfig, runConfigSchema } from '@hourglass/model/config';
import { z } from 'zod';
import { type BaselineConfig, baselineConfigSchema } from './baseline-config.ts';
import { hashOf } from './canonical-json.ts';
import type { RunKind } from './run-state.ts';
import { familiesOf } from './search-space.ts';
import { frameFields, recordedFields, type Spec } from './spec.ts';
import { fieldSchemasOf, rangeSchema } from './spec-fields.ts';
import { fieldsWithoutDefaults, isDefault, withoutDefaults } from './without-defaults.ts';

/*
 * Fingerprints: two runs or two sweeps with equal fingerprints are the same (docs/adr/0002-fingerprints.md). Fields that equal their default are
 * omitted, at any depth. An option that is added later, with the old behaviour as its default, therefore changes no existing fingerprint.
 */

/** Raised when the same configuration and seed no longer give the same results. */
export const numericsVersion = 1;

/** The data that a run sees. */
export interface DatasetIdentity {
  /** Hash of the data set's samples. */
  readonly contentHash: string;
  readonly reference: DatasetReference;
  /** Shape of one sample. Part of the fingerprint if the network uses it. */
  readonly sampleShape: readonly number[];
  /** Hash of the labels. Part of the fingerprint if training uses them; missing if a sample has none. */
  readonly labelsHash?: string | undefined;
}

export interface RunIdentity {
  readonly config: RunConfig;
  readonly seed: number;
  readonly dataset: DatasetIdentity;
}

/** Schemas whose defaults are omitted: those of the spec; tests pass others. */
export interface IdentitySchemas {
  readonly config: z.ZodType<RunConfig>;
  readonly baseline: z.ZodObject;
  /** Fields of the spec that identify a sweep, apart from `model`, `training` and `dataset`. */
  readonly frame: z.ZodObject;
  /** Schemas of single values, by field name: every field of `model` and `training` that the family has. */
  readonly fields: (family: FamilyName) => Readonly<Record<string, z.ZodType>>;
  readonly range: z.ZodObject;
  readonly datasetOptions: z.ZodObject;
}

const recorded = Object.fromEntries(recordedFields.map((field) => [field, true] as const));

export const identitySchemas: IdentitySchemas = {
  config: runConfigSchema,
  baseline: baselineConfigSchema,
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
  const labels = config.condition.kind === 'label' ? labelsPart(dataset) : {};
  return hashOf({
    config: withoutDefaults(schemas.config, config),
    seed,
    ...trainingDataPart(dataset, schemas),
    ...shape,
    ...labels,
    numerics,
  });
}

export function baselineFingerprint(
  config: BaselineConfig,
  dataset: Omit<DatasetIdentity, 'sampleShape' | 'labelsHash'>,
  numerics: number = numericsVersion,
  schemas: IdentitySchemas = identitySchemas,
): string {
  return hashOf({ ...fieldsWithoutDefaults(schemas.baseline, config), ...trainingDataPart(dataset, schemas), numerics });
}

/**
 * Identifies a configuration: the parameters of a run without its seed and its data. Runs with equal parameters have equal hashes, also if one was
 * stored before a parameter with a default existed.
 */
export function configurationHash(parameters: unknown, schemas: Pick<IdentitySchemas, 'config'> = identitySchemas): string {
  const { data } = schemas.config.safeParse(parameters);
  // Parameters that do not match the schema, for example of a newer version, are hashed unchanged.
  return hashOf(data === undefined ? parameters : { config: withoutDefaults(schemas.config, data) });
}

/** A run or a baseline as it is stored. */
export interface StoredRun {
  readonly kind: RunKind;
  readonly parameters: unknown;
  readonly seed: number;
}

/** The fingerprint of a stored run, under the numerics version that it was trained with; null if its parameters do not match the schema. */
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
 * Fingerprint of the spec's name, seeds, sampler, baselines, every field of `model` and `training`, the content of the data, its options, and which
 * labels it has. Excludes `recordedFields` and the paths of the data.
 */
export function sweepFingerprint(
  spec: Spec,
  { contentHash, sampleShape, labels, labelsHash }: SweepData,
  schemas: IdentitySchemas = identitySchemas,
): string {
  const usesShape = familiesOf(spec.space).some((family) => familyConfigOf(family).usesSampleShape);
  return hashOf({
    ...fieldsWithoutDefaults(schemas.frame, schemas.frame.parse(spec)),
    space: spacePart(spec, schemas),
    ...datasetPart(contentHash, optionsOf(spec.dataset), schemas),
    ...(usesShape ? { sampleShape } : {}),
    ...(labels.length === 0 ? {} : { labels }),
    ...(trainsWithLabels(spec) ? labelsPart({ labelsHash }) : {}),
  });
}

/** @throws RangeError where the data have no labels: such a sweep is refused before */
function labelsPart({ labelsHash }: Pick<DatasetIdentity, 'labelsHash'>): Readonly<Record<string, unknown>> {
  if (labelsHash === undefined) throw new RangeError('a condition needs data with labels');
  return { labelsHash };
}

/** Whether a configuration of the sweep has a condition: then other labels make other runs. */
function trainsWithLabels({ space: { condition } }: Spec): boolean {
  return condition?.kind === 'choice' && condition.values.some((value) => kindOf(value) === 'label');
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

/** The part of a run's fingerprint that identifies its training data. Options that do not affect training are omitted. */
function trainingDataPart(
  { contentHash, reference }: Omit<DatasetIdentity, 'sampleShape' | 'labelsHash'>,
  schemas: IdentitySchemas,
): Readonly<Record<string, unknown>> {
  return datasetPart(contentHash, trainingOptions(optionsOf(reference)), schemas);
}

/** The content of the files, and the options, without the location of the files. */
function datasetPart(
  contentHash: string,
  given: DatasetOptions,
  { datasetOptions: schema }: IdentitySchemas,
): Readonly<Record<string, unknown>> {
  const datasetOptions = fieldsWithoutDefaults(schema, schema.parse(given));
  return { dataset: contentHash, ...(Object.keys(datasetOptions).length === 0 ? {} : { datasetOptions }) };
}
