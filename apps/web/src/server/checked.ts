import { problemsOf } from '@hourglass/sweeps';
import type { z } from 'zod';
import { WebError } from './errors.ts';

export interface Checked<Schema extends z.ZodType> {
  (value: unknown): z.output<Schema>;
  /** What it parses by: tests draw inputs from it. */
  readonly schema: Schema;
}

/**
 * A parser for an edge: gives the typed value, or a sentence for each problem that names the field, what came and what is allowed.
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
