import { z } from 'zod';
import { type CodeKind, maxWeight, simpleKind } from './code-kind.ts';

/**
 * The encoder keeps the grid of its last stage, and the vector at each position is replaced by the nearest of a codebook
 * (van den Oord, Vinyals & Kavukcuoglu 2017).
 */
export const quantizedSchema = z.strictObject({
  kind: z.literal('quantized'),
  /** Vectors in the codebook. */
  codes: z.int().min(2).max(8_192).default(128),
  /** Values of each. */
  codeDimension: z.int().min(1).max(4_096).default(16),
  /** Weight of the squared distance by which the encoder moves towards the codes: β of the paper. */
  commitment: z.number().min(0).max(maxWeight).default(0.25),
  /** How codes move towards the encoder's vectors: by moving averages (appendix A.1), or as parameters with a term of the objective (equation 3). */
  update: z.enum(['movingAverage', 'loss']).default('movingAverage'),
  /** How much of the moving averages remains after a step. */
  decay: z.number().min(0).lt(1).default(0.99),
  /** A code is revived if the moving average of its use falls below this share of equal use; 0 for never. */
  reviveBelow: z.number().min(0).lt(1).default(0.05),
});
export type QuantizedConfig = z.output<typeof quantizedSchema>;

export const quantizedKind: CodeKind<QuantizedConfig> = {
  ...simpleKind,
  grid: ({ codes, codeDimension, update }) => ({
    ...{ codes, dimension: codeDimension },
    parameterCount: update === 'loss' ? codes * codeDimension : 0,
  }),
  terms: () => ['quantizationError', 'perplexity', 'codesInUse'],
  summaries: () => ['perplexity', 'codesInUse'],
  weightsAt: ({ commitment }, { step, stepsPerEpoch }) => ({ commitment, continuesEpoch: step % stepsPerEpoch === 0 ? 0 : 1 }),
  problem(_, { family, hasGrid, condition }) {
    if (!hasGrid) {
      return `code: received "quantized" with the family "${family}", which has no grid of positions to quantize. Set \`family: convolutional\`, or another code.`;
    }
    if (condition.kind === 'none') return null;
    return `condition: received "${condition.kind}" with a quantized code; a condition is appended to the values of fully connected layers, and a quantized network has none. Set \`condition: none\`, or another code.`;
  },
};
