import { z } from 'zod';
import { canonicalJson } from './canonical-json.ts';

/*
 * Removes the fields of a value that equal the defaults of its schema, at any depth: at the top, in the option of a union and in the entries of a
 * list. Adding a field with a default to the schema therefore does not change the result for existing values.
 */

/**
 * Returns the value without the fields that equal their default. List entries keep their positions.
 *
 * @param value the output of the schema's `parse`
 * @throws TypeError if the schema has a type that this module does not support; RangeError if the value does not match the schema
 */
export function withoutDefaults(schema: z.core.$ZodType, value: unknown): unknown {
  return stripperOf(schema)(value);
}

/** Returns `withoutDefaults` of a schema whose values are objects. */
export function fieldsWithoutDefaults(schema: z.core.$ZodType, value: unknown): Readonly<Record<string, unknown>> {
  return fieldsOf(withoutDefaults(schema, value));
}

/** Whether the value equals the schema's default, so that the field can be omitted. */
export function isDefault(schema: z.core.$ZodType, value: unknown): boolean {
  return isText(defaultTextOf(schema), withoutDefaults(schema, value));
}

type Strip = (value: unknown) => unknown;

/** Caches one function per schema, because tens of thousands of runs are fingerprinted. */
const strippers = new WeakMap<z.core.$ZodType, Strip>();

function stripperOf(schema: z.core.$ZodType): Strip {
  const known = strippers.get(schema);
  if (known !== undefined) return known;
  const strip = stripper(schema);
  strippers.set(schema, strip);
  return strip;
}

const asItIs: Strip = (value) => value;

function stripper(schema: z.core.$ZodType): Strip {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'string':
    case 'number':
    case 'boolean':
    case 'literal':
    case 'enum':
    case 'null':
    case 'unknown':
    case 'any':
      return asItIs;
    case 'default':
    case 'prefault':
    case 'optional':
    case 'nonoptional':
    case 'nullable':
    case 'readonly':
    case 'catch': {
      const strip = stripperOf(def.innerType);
      return (value) => (value === null || value === undefined ? value : strip(value));
    }
    case 'lazy':
      return (value) => withoutDefaults(def.getter(), value);
    case 'pipe':
      // The output of a transform has no schema. The output of a preprocessing step has the schema `out`.
      return def.out instanceof z.ZodTransform ? asItIs : stripperOf(def.out);
    case 'array':
      return listStripper(def.element);
    case 'record': {
      const strip = stripperOf(def.valueType);
      return (value) => Object.fromEntries(Object.entries(fieldsOf(value)).map(([key, entry]) => [key, strip(entry)]));
    }
    case 'union':
      return (value) => withoutDefaults(optionOf(def.options, value), value);
    case 'object':
      return objectStripper(def.shape);
    default:
      throw new TypeError(
        `without-defaults.ts does not support schemas of type ${def.type}; add a case that removes the defaults of their values.`,
      );
  }
}

function listStripper(element: z.core.$ZodType): Strip {
  const strip = stripperOf(element);
  return (value) => {
    if (!Array.isArray(value)) throw new RangeError(`received ${canonicalJson(value)}, and the schema is a list`);
    return value.map((entry) => strip(entry));
  };
}

function objectStripper(shape: Readonly<Record<string, z.core.$ZodType>>): Strip {
  const fields = new Map(
    Object.entries(shape).map(([name, field]) => [name, { strip: stripperOf(field), defaultText: defaultTextOf(field) }] as const),
  );
  return (value) => {
    const kept: Record<string, unknown> = {};
    for (const [name, entry] of Object.entries(fieldsOf(value))) {
      const field = fields.get(name);
      if (field === undefined) throw new RangeError(`the schema has no field ${name}`);
      const stripped = field.strip(entry);
      if (!isText(field.defaultText, stripped)) kept[name] = stripped;
    }
    return kept;
  };
}

/** Canonical JSON of the schema's default without nested defaults; null if it has no default. */
function defaultTextOf(schema: z.core.$ZodType): string | null {
  const { success, data } = z.safeParse(schema, undefined);
  return success && data !== undefined ? canonicalJson(withoutDefaults(schema, data)) : null;
}

function isText(text: string | null, value: unknown): boolean {
  return text !== null && text === canonicalJson(value);
}

function optionOf(options: readonly z.core.$ZodType[], value: unknown): z.core.$ZodType {
  const option = options.find((candidate) => isTagged(candidate, value) ?? z.safeParse(candidate, value).success);
  if (option === undefined) throw new RangeError(`no option of the union takes ${canonicalJson(value)}`);
  return option;
}

/** Whether a value has the tag of a union's option; null if the option has no tag. */
function isTagged({ _zod: { propValues = {} } }: z.core.$ZodType, value: unknown): boolean | null {
  const tags = Object.entries(propValues);
  if (tags.length === 0) return null;
  const fields: Readonly<Record<string, unknown>> = fieldsOf(value);
  return tags.every(([name, values]) => [...values].some((tag) => tag === fields[name]));
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  if (value === null || typeof value !== 'object') throw new RangeError(`received ${canonicalJson(value)}, and the schema is an object`);
  return { ...value };
}
