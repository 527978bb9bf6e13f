import { type DatasetReference, parseDatasetReference } from '@hourglass/datasets/catalog';
import { impliedDefaults, kindOf, modelFieldsOf, trainingFields } from '@hourglass/model/config';
import type { Ranking } from '@hourglass/model/metrics';
import { z } from 'zod';
import { type BaselineName, baselineNames } from './baseline-config.ts';
import { canonicalJson } from './canonical-json.ts';
import { SweepsError } from './errors.ts';
import { fieldsIn } from './json.ts';
import { lengthFieldProblems } from './length-fields.ts';
import { problemsOf } from './problems.ts';
import { rankingFieldProblems, rankingFields, rankingOf } from './ranking.ts';
import { recordSchema } from './record-config.ts';
import { type Axis, familiesOf, type SearchSpace } from './search-space.ts';
import { parseField, type SchemasByField } from './spec-fields.ts';

const seedSchema = z.int().min(0).max(Number.MAX_SAFE_INTEGER);

const samplerSchema = z.preprocess(
  (value) => (typeof value === 'string' ? { kind: value } : value),
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('grid') }),
    z.strictObject({ kind: z.literal('random'), runs: z.int().min(1).max(100_000).default(20), seed: seedSchema.default(0) }),
  ]),
);
export type SamplerConfig = z.output<typeof samplerSchema>;

/** Fields of a spec outside `model` and `training`. A field is part of the sweep's fingerprint unless `recordedFields` names it. */
export const frameFields = {
  name: z.string().trim().min(1).max(200).default('Untitled sweep'),
  dataset: z.unknown().default('mnist').meta({ title: 'data set' }),
  /** Each configuration is trained once with each of these. */
  seeds: z.array(seedSchema).min(1).max(10_000).default([0]),
  sampler: samplerSchema.prefault('grid'),
  /** The metric by which epochs and runs are ranked. */
  ...rankingFields,
  /** Baselines to fit for comparison. */
  baselines: z.array(z.enum(baselineNames)).default([...baselineNames]),
  /** Complete runs keep their optimizer's state, so that they can be given more epochs. */
  extendable: z.boolean().default(false),
  record: recordSchema,
} as const;

/**
 * Frame fields that affect what is stored of a run, not how it is trained. They are not part of any fingerprint, so that a spec with another
 * value finds its sweep.
 */
export const recordedFields = ['extendable', 'record'] as const satisfies readonly (keyof typeof frameFields)[];

/** Fields of `model` and `training` may be axes, so `parseField` reads them one by one. */
const documentSchema = z.strictObject({
  version: z.literal(1),
  ...frameFields,
  model: z.record(z.string(), z.unknown()),
  training: z.record(z.string(), z.unknown()).default({}),
});

type Frame = Readonly<Omit<z.output<typeof documentSchema>, 'dataset' | 'model' | 'training' | 'seeds' | 'baselines'>>;

/** A parsed spec: defaults filled in, and every field an axis. */
export interface Spec extends Frame {
  readonly dataset: DatasetReference;
  readonly space: SearchSpace;
  readonly seeds: readonly number[];
  readonly baselines: readonly BaselineName[];
  /** `minimise` or `maximise`. */
  readonly ranking: Ranking;
}

/** @throws SweepsError SPEC_INVALID with a sentence for every problem */
export function parseSpec(document: unknown): Spec {
  const lengthProblems = lengthFieldProblems(document);
  if (lengthProblems.length > 0) throw new SweepsError('SPEC_INVALID', lengthProblems);
  const given = fieldsIn(document);
  const rankingProblems = rankingFieldProblems(given);
  if (rankingProblems.length > 0) throw new SweepsError('SPEC_INVALID', rankingProblems);
  const frame = documentSchema.safeParse(document, { reportInput: true });
  const modelGiven = fieldsIn(given.model);
  const model = parseSection('model', modelFieldsFor(modelGiven), modelGiven);
  const training = parseSection('training', [trainingFields], fieldsIn(given.training));
  const space = withoutImplied(modelGiven, { ...model.axes, ...training.axes });
  const dataset = parseDatasetReference(frameFields.dataset.parse(given.dataset));
  const problems = [
    ...(frame.success ? [] : problemsOf(frame.error)),
    ...model.problems,
    ...training.problems,
    ...('problem' in dataset ? [dataset.problem] : []),
  ];
  if (!frame.success || 'problem' in dataset || problems.length > 0) throw new SweepsError('SPEC_INVALID', problems);
  const { model: _, training: __, seeds, baselines, ...others } = frame.data;
  const spec: Spec = {
    ...others,
    dataset: dataset.reference,
    space,
    seeds: [...new Set(seeds)],
    baselines: [...new Set(baselines)],
    ranking: rankingOf(frame.data),
  };
  requireGridSteps(spec);
  return spec;
}

/**
 * A field that the document leaves out is not part of the space where another choice changes its default: each configuration then takes the
 * default that its own choices imply.
 */
function withoutImplied(model: Readonly<Record<string, unknown>>, space: Readonly<Record<string, Axis>>): SearchSpace {
  const isImplied = (field: string) =>
    model[field] === undefined &&
    impliedDefaults.some(({ field: implied, by }) => {
      const axis = space[by.field];
      return implied === field && axis?.kind === 'choice' && axis.values.some((value) => kindOf(value) === by.kind);
    });
  return Object.fromEntries(Object.entries(space).filter(([field]) => !isImplied(field)));
}

interface ParsedSection {
  readonly axes: Readonly<Record<string, Axis>>;
  /** A sentence for each. */
  readonly problems: readonly string[];
}

/** @param families the fields of each family, of which one or several may have a field */
function parseSection(
  section: 'model' | 'training',
  families: readonly SchemasByField[],
  given: Readonly<Record<string, unknown>>,
): ParsedSection {
  const fields = [...new Set(families.flatMap((one) => Object.keys(one)))];
  const problems = Object.keys(given).flatMap((key) =>
    fields.includes(key) ? [] : [`${section}.${key}: this field does not exist; allowed are ${fields.join(', ')}.`],
  );
  const axes: Record<string, Axis> = {};
  for (const field of fields) {
    const schemas = families.flatMap(({ [field]: schema }) => (schema === undefined ? [] : [schema]));
    const value = given[field] === undefined ? commonDefault(schemas) : { given: given[field] };
    if (value === null) continue;
    const results = schemas.map((schema) => parseField(field, schema, value.given));
    const found = new Set(results.flatMap((result) => ('problems' in result ? result.problems : [])));
    problems.push(...found);
    const [axis] = results.flatMap((result) => ('axis' in result ? [result.axis] : []));
    if (found.size === 0 && axis !== undefined) axes[field] = axis;
  }
  return { axes, problems };
}

/**
 * The default of a field that a document leaves out. Null if it differs between families: the field is then not part of the space, and each
 * configuration takes the default of its family.
 */
function commonDefault(schemas: readonly z.ZodType[]): { readonly given: unknown } | null {
  const [first, ...others] = schemas.map((schema) => schema.safeParse(undefined).data);
  return others.every((other) => canonicalJson(other) === canonicalJson(first)) ? { given: first } : null;
}

/** The fields of each family that a document names. If the names are invalid, which `parseSection` reports, those of the default family. */
function modelFieldsFor({ family }: Readonly<Record<string, unknown>>): readonly SchemasByField[] {
  const fields = modelFieldsOf('dense');
  const { family: schema } = fields;
  if (schema === undefined) throw new RangeError('every family has the field family');
  const named = parseField('family', schema, family === undefined ? schema.safeParse(undefined).data : family);
  return 'problems' in named ? [fields] : familiesOf({ family: named.axis }).map(modelFieldsOf);
}

function requireGridSteps({ sampler, space }: Spec): void {
  if (sampler.kind !== 'grid') return;
  const problems = Object.entries(space).flatMap(([field, axis]) =>
    axis.kind === 'range' && axis.range.steps === null
      ? [`${field}: received a range without steps; a grid needs \`steps\`, the number of values to try.`]
      : [],
  );
  if (problems.length > 0) throw new SweepsError('SPEC_INVALID', problems);
}
