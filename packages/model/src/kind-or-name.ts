import { z } from 'zod';

/**
 * Accepts `name` as short for `{ kind: name }`, so that a spec can say `optimizer: adam`. Every other value that is not an object is wrapped too, so
 * that the error is about its kind and lists the allowed ones.
 */
export function kindOrName<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess((value) => (value === undefined || (typeof value === 'object' && value !== null) ? value : { kind: value }), schema);
}
