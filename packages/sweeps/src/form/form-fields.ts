import { datasetOptionsSchema } from '@hourglass/datasets/catalog';
import { familyNames, impliedDefaults, modelFieldsOf, trainingFields } from '@hourglass/model/config';
import { parameterTitle } from '@hourglass/model/parameters';
import { plainTitle } from '@hourglass/presentation';
import { z } from 'zod';
import type { Json } from '../json.ts';
import { recordFields } from '../record-config.ts';
import { frameFields } from '../spec.ts';
import { rangeOf } from '../spec-fields.ts';
import type { FieldInput, FormField, KindDetail, NumberBounds } from './form-field.ts';

/** The part of JSON Schema that the spec's own schema uses. */
const jsonSchemaSchema = z.object({
  type: z.string().optional(),
  title: z.string().optional(),
  /** Filled in when a run is planned: no form asks for it. */
  isPlanned: z.boolean().optional(),
  const: z.string().optional(),
  enum: z.array(z.string()).optional(),
  default: z.json().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  exclusiveMinimum: z.number().optional(),
  exclusiveMaximum: z.number().optional(),
  get items() {
    return jsonSchemaSchema.optional();
  },
  get anyOf() {
    return z.array(jsonSchemaSchema).optional();
  },
  get oneOf() {
    return z.array(jsonSchemaSchema).optional();
  },
  get properties() {
    return z.record(z.string(), jsonSchemaSchema).optional();
  },
});
type JsonSchema = z.output<typeof jsonSchemaSchema>;

/**
 * Every field of the spec, generated from its schema, so that forms follow the schema. Fields of `model` appear once per family
 * that has them; `fieldsOfFamilies` selects.
 */
export function formFields(): readonly FormField[] {
  const axes = (section: string, fields: Readonly<Record<string, z.ZodType>>) =>
    Object.entries(fields).map(([name, schema]): FormField => {
      const read = readSchema(schema);
      const fallback = defaultOf(schema);
      return {
        path: [section, name],
        name,
        title: parameterTitle(name),
        input: inputOf(name, read),
        takes: 'axis',
        isRange: rangeOf(schema) !== null,
        default: fallback,
        isRequired: fallback === null,
        family: null,
      };
    });
  const values = (lead: readonly string[], fields: Readonly<Record<string, z.ZodType>>) =>
    Object.entries(fields).map(([name, schema]): FormField => {
      const read = readSchema(schema);
      const isList = read.type === 'array';
      const fallback = defaultOf(schema);
      return {
        path: [...lead, name],
        name,
        title: read.title ?? plainTitle(name),
        input: inputOf(name, isList ? (read.items ?? {}) : read),
        takes: isList ? 'list' : 'one',
        isRange: false,
        default: fallback,
        isRequired: !schema.safeParse(undefined).success,
        family: null,
      };
    });
  const { record: _, ...frame } = frameFields;
  return [
    ...values([], frame),
    ...values(['dataset'], datasetOptionsSchema.shape),
    ...values(['record'], recordFields),
    ...familyNames.flatMap((family) => axes('model', modelFieldsOf(family)).map((field) => ({ ...field, ...impliedOf(field), family }))),
    ...axes('training', trainingFields),
  ];
}

/** What other choices imply for a field, if any does. */
function impliedOf({ name }: FormField): Pick<FormField, 'implied'> {
  const implied = impliedDefaults.flatMap(({ field, by, value }) => (field === name ? [{ by, value }] : []));
  return implied.length === 0 ? {} : { implied };
}

/** The default; null if the field is required. */
function defaultOf(schema: z.ZodType): Json {
  const parsed = z.json().optional().safeParse(schema.safeParse(undefined).data);
  return parsed.data ?? null;
}

function readSchema(schema: z.ZodType): JsonSchema {
  return jsonSchemaSchema.parse(z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any' }));
}

/** Words that are offered as buttons; more are typed, with suggestions. */
const maxButtons = 10;

function inputOf(name: string, schema: JsonSchema): FieldInput {
  if (name === 'dataset') return { kind: 'dataset' };
  const { enum: options, type } = withoutNull(schema);
  if (options !== undefined) return options.length > maxButtons ? { kind: 'text', suggestions: options } : { kind: 'choice', options };
  if (schema.oneOf !== undefined) return { kind: 'kinds', kinds: schema.oneOf.map((option) => kindOf(name, option)) };
  switch (type) {
    case 'boolean':
      return { kind: 'choice', options: [true, false] };
    case 'integer':
    case 'number':
      return { kind: 'number', bounds: boundsOf(withoutNull(schema)) };
    case 'array':
      return { kind: 'numbers' };
    default:
      return { kind: 'text' };
  }
}

function kindOf(field: string, { properties = {} }: JsonSchema): { readonly name: string; readonly details: readonly KindDetail[] } {
  const { kind, ...details } = properties;
  return {
    name: kind?.const ?? '',
    details: Object.entries(details)
      .filter(([, { isPlanned }]) => isPlanned !== true)
      .map(([name, schema]) => ({
        name,
        title: parameterTitle(`${field}.${name}`),
        input: detailInputOf(withoutNull(schema)),
        default: asJson(schema.default),
      })),
  };
}

function detailInputOf(schema: JsonSchema): KindDetail['input'] {
  return schema.enum === undefined ? { kind: 'number', bounds: boundsOf(schema) } : { kind: 'choice', options: schema.enum };
}

/** The schema of a value that is not null. */
function withoutNull(schema: JsonSchema): JsonSchema {
  return schema.anyOf?.find(({ type }) => type !== 'null') ?? schema;
}

function boundsOf(schema: JsonSchema): NumberBounds {
  const { type, minimum, maximum, exclusiveMinimum, exclusiveMaximum } = schema;
  return {
    integer: type === 'integer',
    minimum: minimum ?? exclusiveMinimum ?? null,
    maximum: maximum ?? exclusiveMaximum ?? null,
    isOpenBelow: exclusiveMinimum !== undefined,
    isOpenAbove: exclusiveMaximum !== undefined,
  };
}

function asJson(value: Json | undefined): Json {
  return value ?? null;
}
