import { z } from 'zod';

/**
 * Accepts `name` as short for `{ kind: name }`, so that a spec can say `optimizer: adam`. Every other value that is not an object is wrapped too, so
 * that the error is about its kind and lists the allowed ones.
 *
 * @param usual the kind of an object that names none
 */
export function kindOrName<Schema extends z.ZodType>(schema: Schema, usual?: string) {
  return z.preprocess((value) => {
    if (value === undefined) return value;
    if (typeof value !== 'object' || value === null) return { kind: value };
    return usual === undefined || 'kind' in value || Array.isArray(value) ? value : { kind: usual, ...value };
  }, schema);
}
