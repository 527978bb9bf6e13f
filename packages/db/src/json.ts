import type { JsonObject } from '@hourglass/sweeps';
import { z } from 'zod';

/** JSON.parse returns only JSON values, so only the outer type needs a check. */
export const jsonObjectSchema = z.custom<JsonObject>(isJsonObject, 'is not a JSON object');
export const stringsSchema = z.array(z.string()).readonly();
export const numbersSchema = z.array(z.number()).readonly();

/**
 * Checks the object in one step, not as a record of unions, which takes three times as long; a list reads thousands of these objects.
 * Iterates over the keys, because enumerating the values of an object with hundreds of keys takes as long as parsing it.
 */
export const valuesSchema = z.custom<Readonly<Record<string, number | string>>>(
  (value) => isJsonObject(value) && Object.keys(value).every((key) => isNumberOrText(value[key])),
  'is not an object of numbers and texts',
);

function isNumberOrText(entry: unknown): boolean {
  return typeof entry === 'number' || typeof entry === 'string';
}

function isJsonObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export const provenanceSchema = z
  .object({
    engine: z.string(),
    engineVersion: z.string(),
    libraryVersion: z.string().nullable(),
    threads: z.number(),
    packages: z.record(z.string(), z.string()).readonly(),
    node: z.string(),
    platform: z.string(),
    hostname: z.string(),
    cpu: z.string(),
    gitCommit: z.string().nullable(),
    gitDirty: z.boolean().nullable(),
    pid: z.number(),
  })
  .readonly();

/** Parses a JSON column to validated, frozen data. */
export function parseJson<T>(schema: z.ZodType<T>, text: string): T {
  return deepFreeze(schema.parse(JSON.parse(text)));
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !ArrayBuffer.isView(value) && !Object.isFrozen(value)) {
    for (const key of Object.keys(value)) {
      const inner: unknown = Reflect.get(value, key);
      if (typeof inner === 'object') deepFreeze(inner);
    }
    Object.freeze(value);
  }
  return value;
}
