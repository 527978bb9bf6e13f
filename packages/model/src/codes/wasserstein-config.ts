import { z } from 'zod';
import { type CodeKind, maxWeight, simpleKind } from './code-kind.ts';

/**
 * The codes of a batch follow the standard normal distribution: `weight · MMD²`, the unbiased estimate of the squared maximum mean discrepancy
 * between codes and as many samples of that distribution (Tolstikhin et al. 2018).
 */
export const wassersteinSchema = z.strictObject({
  kind: z.literal('wasserstein'),
  /** `imq`: inverse multiquadratics of several widths; `rbf`: a Gaussian kernel. */
  kernel: z.enum(['imq', 'rbf']).default('imq'),
  weight: z.number().min(0).max(maxWeight).default(10),
});
export type WassersteinConfig = z.output<typeof wassersteinSchema>;

/** Widths of the sum of inverse multiquadratics, as multiples of 2 · codeSize, the expected squared distance of two prior samples. */
export const imqScales = [0.1, 0.2, 0.5, 1, 2, 5, 10] as const;

/** Pairs within the codes, within two sets of prior samples, and between them. */
const pairings = 5;

export const wassersteinKind: CodeKind<WassersteinConfig> = {
  ...simpleKind,
  isBatchCoupled: () => true,
  leastSamples: 2,
  terms: () => ['mmd', 'priorMmd'],
  // Each width's kernel, forwards and backwards.
  pairValues: ({ kernel }) => 3 * pairings * (kernel === 'imq' ? imqScales.length : 1),
  weightsAt: ({ weight }) => ({ weight }),
  problem(_, { batchSize }) {
    if (batchSize > 1) return null;
    return 'batchSize: received 1 with a wasserstein code, whose discrepancy compares the codes of a batch; at least 2 are needed.';
  },
};
