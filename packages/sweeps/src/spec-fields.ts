import { modelFields, type RunConfigField, trainingFields } from '@hourglass/model/config';
import { z } from 'zod';
import { problemsOf } from './problems.ts';
import type { Axis, NumberRange } from './search-space.ts';

/** The schema of one value of each field. */
export const fieldSchemas: Readonly<Record<RunConfigField, z.ZodType>> = { ...modelFields, ...trainingFields };

/** Fields that take a range: numbers. */
export const rangeFields: Readonly<Partial<Record<RunConfigField, { readonly integer: boolean }>>> = {
  learningRate: { integer: false },
  weightDecay: { integer: false },
  batchSize: { integer: true },
  epochs: { integer: true },
};

export const rangeSchema = z.strictObject({
  min: z.number(),
  max: z.number(),
  scale: z.enum(['linear', 'log']).default('linear'),
  steps: z.int().min(1).max(10_000).optional(),
});

export type FieldResult = { readonly axis: Axis } | { readonly problems: readonly string[] };

/** One field of a spec: a value, a list of values, or a range. Any list is an axis; a list of numbers is one value of `dimensions`. */
export function parseField(field: RunConfigField, given: unknown): FieldResult {
  if (isRange(given)) return parseRange(field, given);
  const isList = Array.isArray(given) && (field !== 'dimensions' || given.every(Array.isArray));
  const candidates: readonly unknown[] = isList ? given : [given];
  if (candidates.length === 0) return { problems: [`${field}: received an empty list; give at least one value.`] };
  const values: unknown[] = [];
  const problems: string[] = [];
  candidates.forEach((candidate, index) => {
    const parsed = fieldSchemas[field].safeParse(candidate, { reportInput: true });
    if (parsed.success) values.push(parsed.data);
    else problems.push(...problemsOf(parsed.error, isList ? [field, index] : [field]));
  });
  return problems.length > 0 ? { problems } : { axis: { kind: 'choice', values } as Axis };
}

function isRange(given: unknown): given is object {
  return given !== null && typeof given === 'object' && ('min' in given || 'max' in given);
}

function parseRange(field: RunConfigField, given: object): FieldResult {
  const kind = rangeFields[field];
  if (kind === undefined) {
    return { problems: [`${field}: received a range; only ${Object.keys(rangeFields).join(', ')} can be ranges. Give a list of values.`] };
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
    const allowed = fieldSchemas[field].safeParse(value, { reportInput: true });
    return allowed.success ? [] : problemsOf(allowed.error, [field, name]);
  });
  const range: NumberRange = { min, max, scale, integer: kind.integer, steps };
  return problems.length > 0 ? { problems } : { axis: { kind: 'range', range } };
}
