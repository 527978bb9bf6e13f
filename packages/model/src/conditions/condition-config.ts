import { z } from 'zod';
import { kindOrName } from '../kind-or-name.ts';

/** What encoder and decoder get beside the sample and its code (Sohn, Lee & Yan 2015). */
export const conditionSchema = kindOrName(
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('none') }),
    /** The label of the sample, one-hot. */
    z.strictObject({
      kind: z.literal('label'),
      /** Labels that the data have: filled in when a run is planned. */
      classes: z.int().min(1).max(256).nullable().default(null).meta({ isPlanned: true }),
    }),
  ]),
);
export type ConditionConfig = z.output<typeof conditionSchema>;

/** Values of a condition for each sample; 0 without one. @throws RangeError where the run was not planned with its data */
export function conditionSize(condition: ConditionConfig): number {
  if (condition.kind === 'none') return 0;
  if (condition.classes === null) throw new RangeError('the number of classes is filled in when a run is planned with its data');
  return condition.classes;
}

/** Null if the condition fits the other choices. Otherwise a sentence that names the field, the received value and the allowed one. */
export function conditionProblem({ condition, tied }: { readonly condition: ConditionConfig; readonly tied: boolean }): string | null {
  if (condition.kind === 'none' || !tied) return null;
  return 'tied: received true with the condition "label", which enters the encoder and the decoder at different places; a tied decoder can’t be the transpose of the encoder. Set `tied: false`, which is the default there, or leave it out.';
}
