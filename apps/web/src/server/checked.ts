import { problemsOf } from '@hourglass/sweeps';
import type { z } from 'zod';
import { WebError } from './errors.ts';

export interface Checked<Schema extends z.ZodType> {
  (value: unknown): z.output<Schema>;
  /** The schema behind the parser. Tests generate inputs from it. */
  readonly schema: Schema;
}

/**
 * A parser for external input. Returns the typed value, or throws one sentence per problem, which names the field, the received value and
 * the allowed values.
 *
 * @throws WebError INPUT_INVALID
 */
export function checked<Schema extends z.ZodType>(schema: Schema): Checked<Schema> {
  const parse = (value: unknown) => {
    const parsed = schema.safeParse(value, { reportInput: true });
    if (!parsed.success) throw new WebError('INPUT_INVALID', problemsOf(parsed.error).join('\n'), { cause: parsed.error });
    return parsed.data;
  };
  return Object.assign(parse, { schema });
}
