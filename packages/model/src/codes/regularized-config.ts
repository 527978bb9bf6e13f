import { z } from 'zod';
import { type CodeKind, maxWeight, simpleKind } from './code-kind.ts';
import { secondOrderProblem } from './second-order-problem.ts';

const weight = z.number().min(0).max(maxWeight);

/** Small codes and a smooth decoder: `weight · ½‖z‖²`, and a penalty on the decoder (Ghosh et al. 2020). */
export const regularizedSchema = z.strictObject({
  kind: z.literal('regularized'),
  weight: weight.default(0.01),
  /**
   * `l2`: the sum of the decoder's squared weights. `gradientPenalty`: the squared norm of the decoder's Jacobian, estimated with one random
   * direction for each sample.
   */
  decoder: z.enum(['l2', 'gradientPenalty']).default('l2'),
  decoderWeight: weight.default(0.0001),
});
export type RegularizedConfig = z.output<typeof regularizedSchema>;

export const regularizedKind: CodeKind<RegularizedConfig> = {
  ...simpleKind,
  terms: () => ['codePenalty', 'decoderPenalty'],
  passes: ({ decoder }) => ({ encoder: 1, decoder: decoder === 'l2' ? 1 : 3 }),
  weightsAt: ({ weight: code, decoderWeight }) => ({ weight: code, decoderWeight }),
  problem({ decoder }, others) {
    if (decoder === 'gradientPenalty') {
      if (others.upsampling === 'nearest') {
        return 'upsampling: received "nearest" with the gradient penalty, which needs second derivatives; TensorFlow.js has none of resizing. Set `upsampling: transposed`, or `decoder: l2`.';
      }
      return secondOrderProblem('the gradient penalty', others);
    }
    if (!others.tied) return null;
    return 'tied: received true with a regularized code, which penalizes the weights of the decoder; tied ones are those of the encoder. Set `tied: false`, or `decoder: gradientPenalty`.';
  },
};
