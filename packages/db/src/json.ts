import type { JsonObject } from '@hourglass/sweeps';
import { z } from 'zod';

/** What JSON.parse gives is JSON by construction, so that only the outside is left to check. */
export const jsonObjectSchema = z.custom<JsonObject>(isJsonObject, 'is not a JSON object');
export const stringsSchema = z.array(z.string()).readonly();
export const numbersSchema = z.array(z.number()).readonly();

/**
 * As one check and not as a record of unions, because a list reads thousands of them: a third of the time. Through the keys, because an object
 * of hundreds lists its values as slowly as it was parsed.
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

/** A JSON column as checked, frozen data. */
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
