import { z } from 'zod';

/**
 * The schema as a later version may have it: every object in it, at any depth, gets one more field with a default. Checks and defaults that
 * are there stay.
 */
export function growSchema<Schema extends z.ZodType>(schema: Schema, name: string, field: z.ZodType): Schema {
  const grow = (inner: z.core.$ZodType): z.core.$ZodType => {
    if (inner instanceof z.ZodObject) {
      const shape = Object.fromEntries(Object.entries(inner.shape).map(([key, value]) => [key, grow(value)]));
      return inner.clone({ ...inner.def, shape: { ...shape, [name]: field } });
    }
    if (inner instanceof z.ZodUnion) return inner.clone({ ...inner.def, options: inner.options.map(grow) });
    if (inner instanceof z.ZodPipe) return inner.clone({ ...inner.def, out: grow(inner.def.out) });
    if (inner instanceof z.ZodArray) return inner.clone({ ...inner.def, element: grow(inner.element) });
    if (inner instanceof z.ZodDefault) return inner.clone({ ...inner.def, innerType: grow(inner.def.innerType) });
    if (inner instanceof z.ZodPrefault) return inner.clone({ ...inner.def, innerType: grow(inner.def.innerType) });
    return inner;
  };
  return grow(schema) as Schema;
}

/** Fields that a later version may add, each with a default. */
export const laterFields: readonly z.ZodType[] = [
  z.number().default(3),
  z.boolean().default(false),
  z.string().nullable().default(null),
  z.array(z.int()).default([1, 2]),
  z.strictObject({ depth: z.int().default(2), kinds: z.array(z.strictObject({ on: z.boolean().default(true) })).default([]) }).prefault({}),
  z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('none') }),
      z.strictObject({ kind: z.literal('sparse'), target: z.number().default(0.1) }),
    ])
    .prefault({ kind: 'sparse' }),
];
