import { type FamilyName, modelFields, modelFieldsOf, trainingFields } from '@hourglass/model/config';
import { z } from 'zod';
import { problemsOf } from './problems.ts';
import type { Axis, NumberRange } from './search-space.ts';

/** The schema of one value, by field name. */
export type SchemasByField = Readonly<Record<string, z.ZodType>>;

/** The fields that configurations of a family have. Families may have a field with different defaults. */
export function fieldSchemasOf(family: FamilyName): SchemasByField {
  return { ...modelFieldsOf(family), ...trainingFields };
}

/** Every field of every family. */
const anyFields: SchemasByField = { ...modelFields, ...trainingFields };

/** How the field can be given as a range; null if its values are not numbers. */
export function rangeOf(schema: z.ZodType): { readonly integer: boolean } | null {
  const value = withoutWrapper(schema);
  return value instanceof z.ZodNumber ? { integer: value.format === 'safeint' } : null;
}

/** Whether one value of the field is a list. Then only a list of lists is an axis. */
function holdsLists(schema: z.ZodType): boolean {
  return withoutWrapper(schema) instanceof z.ZodArray;
}

function withoutWrapper(schema: z.core.$ZodType): z.core.$ZodType {
  const isWrapper = schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault || schema instanceof z.ZodNullable;
  return isWrapper ? withoutWrapper(schema.def.innerType) : schema;
}

export const rangeSchema = z.strictObject({
  min: z.number(),
  max: z.number(),
  scale: z.enum(['linear', 'log']).default('linear'),
  steps: z.int().min(1).max(10_000).optional(),
});

export type FieldResult = { readonly axis: Axis } | { readonly problems: readonly string[] };

/** One field of a spec: a value, a list of values, or a range. Any list is an axis, unless the field's values are lists themselves. */
export function parseField(field: string, schema: z.ZodType, given: unknown): FieldResult {
  if (isRange(given)) return parseRange(field, schema, given);
  const isList = Array.isArray(given) && (!holdsLists(schema) || (given.length > 0 && given.every(Array.isArray)));
  const candidates: readonly unknown[] = isList ? given : [given];
  if (candidates.length === 0) return { problems: [`${field}: received an empty list; give at least one value.`] };
  const values: unknown[] = [];
  const problems: string[] = [];
  candidates.forEach((candidate, index) => {
    const parsed = schema.safeParse(candidate, { reportInput: true });
    if (parsed.success) values.push(parsed.data);
    else problems.push(...problemsOf(parsed.error, isList ? [field, index] : [field]));
  });
  return problems.length > 0 ? { problems } : { axis: { kind: 'choice', values } };
}

function isRange(given: unknown): given is object {
  return given !== null && typeof given === 'object' && ('min' in given || 'max' in given);
}

function parseRange(field: string, schema: z.ZodType, given: object): FieldResult {
  const kind = rangeOf(schema);
  if (kind === null) {
    const numbers = Object.entries(anyFields).flatMap(([name, numeric]) => (rangeOf(numeric) === null ? [] : [name]));
    return { problems: [`${field}: received a range; only ${numbers.join(', ')} can be ranges. Give a list of values.`] };
  }
  const parsed = rangeSchema.safeParse(given, { reportInput: true });
  if (!parsed.success) return { problems: problemsOf(parsed.error, [field]) };
  const { min, max, scale, steps = null } = parsed.data;
  if (min > max) return { problems: [`${field}: received min ${min} above max ${max}; min may be at most max.`] };
  if (scale === 'log' && min <= 0) return { problems: [`${field}.min: received ${min}; a range on a log scale starts above 0.`] };
  const bounds: [string, number][] = [
    ['min', min],
    ['max', max],
  ];
  const problems = bounds.flatMap(([name, value]) => {
    const allowed = schema.safeParse(value, { reportInput: true });
    return allowed.success ? [] : problemsOf(allowed.error, [field, name]);
  });
  const range: NumberRange = { min, max, scale, integer: kind.integer, steps };
  return problems.length > 0 ? { problems } : { axis: { kind: 'range', range } };
}
