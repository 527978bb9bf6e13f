import { z } from 'zod';
import { type CodeKind, maxWeight, simpleKind } from './code-kind.ts';

/** Few dimensions of the code are in use for each sample. */
export const sparseSchema = z.strictObject({
  kind: z.literal('sparse'),
  /**
   * `l1`: `weight · Σ|z|`. `kl`: the code passes a sigmoid, and `weight · Σ KL(target ‖ mean activation)` is added, with the mean over the batch
   * (Ng 2011, “Sparse autoencoder”). `topK`: only the `kept` largest values of a code are kept, the others are 0 (Makhzani & Frey 2014).
   */
  penalty: z.enum(['l1', 'kl', 'topK']).default('l1'),
  /** Weight of the penalties `l1` and `kl`. */
  weight: z.number().min(0).max(maxWeight).default(0.1),
  /** The mean activation that `kl` aims at. */
  target: z.number().gt(0).lt(1).default(0.05),
  /** Values of a code that `topK` keeps. */
  kept: z.int().min(1).max(65_536).default(8),
});
export type SparseConfig = z.output<typeof sparseSchema>;

export const sparseKind: CodeKind<SparseConfig> = {
  ...simpleKind,
  isBatchCoupled: ({ penalty }) => penalty === 'kl',
  terms: ({ penalty }) => (penalty === 'topK' ? ['meanActivation'] : ['sparsity', 'meanActivation']),
  summaries: () => ['deadUnits'],
  weightsAt: ({ penalty, weight }) => (penalty === 'topK' ? {} : { weight }),
  problem({ penalty, kept }, { codeSize }) {
    if (penalty !== 'topK' || kept <= codeSize) return null;
    return `code.kept: received ${kept} with a code of ${codeSize}; at most ${codeSize} values can be kept. Set \`kept\` to at most ${codeSize}.`;
  },
};
