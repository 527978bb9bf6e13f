import { z } from 'zod';
import { canonicalJson } from './canonical-json.ts';

/*
 * What of a value differs from the defaults of its schema, at any depth. A field with a default that the schema gets later changes nothing
 * about what was said before it: neither at the top, nor within a union's option, nor within the entries of a list.
 */

/**
 * The value without the fields that are as by default. An entry of a list stays in its place.
 *
 * @param value as the schema's `parse` gives it
 * @throws TypeError where the schema is of a kind that this module does not know, RangeError where the value does not fit it
 */
export function withoutDefaults(schema: z.core.$ZodType, value: unknown): unknown {
  return stripperOf(schema)(value);
}

/** The same of a schema whose values are objects: its fields. */
export function fieldsWithoutDefaults(schema: z.core.$ZodType, value: unknown): Readonly<Record<string, unknown>> {
  return fieldsOf(withoutDefaults(schema, value));
}

/** Whether a field may be left out for this value: the schema gives the same for nothing. */
export function isDefault(schema: z.core.$ZodType, value: unknown): boolean {
  return isText(defaultTextOf(schema), withoutDefaults(schema, value));
}

type Strip = (value: unknown) => unknown;

/** A schema is read once: runs are fingerprinted by the ten thousands. */
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
      // What code made of a value has no schema; what code made for a schema has that one.
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
      throw new TypeError(`without-defaults.ts knows no schema of type ${def.type}: say there what of its values is a default.`);
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

/** Canonical text of what the schema gives for nothing; null where it gives nothing. */
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

/** Whether a value has the tag that tells an option from the others; null where the option has none. */
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
