import fc from 'fast-check';
import { z } from 'zod';

type JsonSchema = z.core.JSONSchema.JSONSchema;

/** Generated lists stay below the schema's limits, to keep tests fast. The schema itself rejects longer ones. */
const maxEntries = 5;
const maxCharacters = 120;

/**
 * Generates inputs that usually satisfy a schema. Constraints that JSON Schema cannot express may be violated.
 *
 * @param words strings that the code under test recognizes (ids, field names, filters), used in place of arbitrary strings
 */
export function inputArbitrary(schema: z.ZodType, words: readonly string[]): fc.Arbitrary<unknown> {
  return arbitraryOf(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }), words);
}

/** Corrupts one field of a valid input, at any depth: replaces it, removes it, or adds an unknown field beside it. */
export function corrupted(valid: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.tuple(valid, fc.anything(), fc.nat(), fc.constantFrom('replace', 'remove', 'add')).map(([input, anything, at, way]) => {
    const corrupt = (value: unknown): unknown => {
      if (Array.isArray(value) && value.length > 0) return value.with(at % value.length, corrupt(value[at % value.length]));
      if (value === null || typeof value !== 'object') return anything;
      const entries = Object.entries(value);
      if (way === 'add' || entries.length === 0) return { ...value, [`field${at}`]: anything };
      const [key, inner] = entries[at % entries.length] ?? ['', undefined];
      if (way === 'remove') return Object.fromEntries(entries.filter(([name]) => name !== key));
      return { ...value, [key]: corrupt(inner) };
    };
    return corrupt(input);
  });
}

function arbitraryOf(schema: JsonSchema | boolean | undefined, words: readonly string[]): fc.Arbitrary<unknown> {
  if (schema === undefined || typeof schema === 'boolean') return fc.anything();
  const of = (inner: JsonSchema | boolean | undefined) => arbitraryOf(inner, words);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return fc.oneof(...choices.map(of));
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  switch (schema.type) {
    case 'object': {
      const properties = Object.entries(schema.properties ?? {}).map(([name, inner]) => [name, of(inner)] as const);
      return fc.record(Object.fromEntries(properties), { requiredKeys: schema.required ?? [] });
    }
    case 'array': {
      const least = schema.minItems ?? 0;
      const items = Array.isArray(schema.items) ? undefined : schema.items;
      return fc.array(of(items), { minLength: least, maxLength: Math.max(least, Math.min(maxEntries, schema.maxItems ?? maxEntries)) });
    }
    case 'string':
      return fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...words) }, { weight: 1, arbitrary: textOf(schema) });
    case 'integer':
      return fc.oneof(
        fc.integer({ min: schema.minimum ?? -1_000, max: Math.min(schema.maximum ?? 1_000, (schema.minimum ?? -1_000) + 10) }),
        fc.maxSafeInteger().map((value) => Math.min(schema.maximum ?? value, Math.max(schema.minimum ?? value, value))),
      );
    case 'number':
      return fc.double({ min: schema.minimum ?? -1e9, max: schema.maximum ?? 1e9, noNaN: true });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    default:
      return fc.anything();
  }
}

function textOf({ pattern, minLength = 0, maxLength = maxCharacters }: JsonSchema): fc.Arbitrary<string> {
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern));
  return fc.string({ unit: 'binary', minLength, maxLength: Math.min(maxLength, Math.max(minLength, maxCharacters)) });
}
