import { z } from 'zod';
import { type CodeKind, maxWeight, simpleKind } from './code-kind.ts';
import { secondOrderProblem } from './second-order-problem.ts';

/** The code changes little with the sample: `weight · ‖∂z/∂x‖²`, the squared Frobenius norm of the encoder's Jacobian (Rifai et al. 2011). */
export const contractiveSchema = z.strictObject({
  kind: z.literal('contractive'),
  weight: z.number().min(0).max(maxWeight).default(0.1),
});
export type ContractiveConfig = z.output<typeof contractiveSchema>;

export const contractiveKind: CodeKind<ContractiveConfig> = {
  ...simpleKind,
  terms: () => ['contraction'],
  // Each row of the Jacobian is a pass forwards and one backwards, which is differentiated again.
  passes: (_, codeSize) => ({ encoder: 1 + 2 * codeSize, decoder: 1 }),
  weightsAt: ({ weight }) => ({ weight }),
  problem(_, others) {
    if (others.dropout > 0) {
      return `dropout: received ${others.dropout} with a contractive code, whose Jacobian is that of the whole encoder. Set \`dropout: 0\`.`;
    }
    return secondOrderProblem('a contractive code', others);
  },
};
