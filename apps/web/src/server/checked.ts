import { problemsOf } from '@hourglass/sweeps';
import type { z } from 'zod';
import { WebError } from './errors.ts';

/**
 * A parser for an edge: gives the typed value, or a sentence for each problem that names the field, what came and what is allowed.
 *
 * @throws WebError INPUT_INVALID
 */
export function checked<Schema extends z.ZodType>(schema: Schema): (value: unknown) => z.output<Schema> {
  return (value) => {
    const parsed = schema.safeParse(value, { reportInput: true });
    if (!parsed.success) throw new WebError('INPUT_INVALID', problemsOf(parsed.error).join('\n'), { cause: parsed.error });
    return parsed.data;
  };
}
