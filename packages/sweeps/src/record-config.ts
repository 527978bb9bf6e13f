import { z } from 'zod';

/** Which epochs of a run keep their reconstructions of the probe set. The best epoch so far and the last are kept in any case. */
const reconstructionsSchema = z.preprocess(
  (value) => (typeof value === 'string' ? { kind: value } : value),
  z.discriminatedUnion('kind', [
    /** The first ten, then 20 for each tenfold. */
    z.strictObject({ kind: z.literal('thinned') }),
    /** Multiples of `epochs`. */
    z.strictObject({ kind: z.literal('every'), epochs: z.int().min(1).max(1_000_000).default(10) }),
    z.strictObject({ kind: z.literal('all') }),
  ]),
);

export type ReconstructionKeeping = z.output<typeof reconstructionsSchema>;

/** What is stored of a run. It does not affect training, so it is not part of any fingerprint. */
export const recordFields = { reconstructions: reconstructionsSchema.prefault('thinned') } as const;

export const recordSchema = z.strictObject(recordFields).prefault({});

export type RecordConfig = z.output<typeof recordSchema>;

/** The `record` of a stored spec, with defaults filled in. */
export function recordConfigOf(document: { readonly record?: unknown }): RecordConfig {
  return recordSchema.parse(document.record);
}
