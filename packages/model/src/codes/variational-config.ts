import { z } from 'zod';
import { type CodeKind, coupledRows, maxWeight, simpleKind } from './code-kind.ts';

const weight = z.number().min(0).max(maxWeight);

/**
 * A normal distribution with a mean and a variance for each dimension, of which the decoder gets a sample; the objective gains its divergence
 * from the standard normal distribution (Kingma & Welling 2014).
 */
export const variationalSchema = z.strictObject({
  kind: z.literal('variational'),
  /** Weight of the divergence (Higgins et al. 2017). */
  beta: weight.default(1),
  /** Epochs over which the weights grow linearly from 0, or the capacity where there is one; 0 for whole weights from the first step. */
  warmUpEpochs: z.number().min(0).max(1e6).default(0),
  /** The divergence of a dimension, averaged over the batch, counts as at least this many nats (Kingma et al. 2016). */
  freeBits: weight.default(0),
  /** The divergence C, in nats, that `beta · |KL − C|` aims at (Burgess et al. 2018); null for `beta · KL`. */
  capacity: weight.nullable().default(null),
  /** Samples for each input. With more than one the objective is the importance-weighted bound (Burda et al. 2016). */
  samples: z.int().min(1).max(1_000).default(1),
  /**
   * Weight of the total correlation, with the divergence split into mutual information, total correlation and divergence by dimension
   * (Chen et al. 2018); the other two have the weight `beta`. Null for the divergence as a whole.
   */
  decomposed: weight.nullable().default(null),
});
export type VariationalConfig = z.output<typeof variationalSchema>;

/** Samples below which `activeUnits` is not recorded: fewer do not show whether the mean of a dimension varies. */
export const leastForActivity = 10;

/** Densities that the estimate of the total correlation holds at once: 256 MB. */
const maxDensities = 64e6;

/** Arrays of densities that the estimate of the total correlation holds at once, forwards and backwards. */
const densityArrays = 6;

export const variationalKind: CodeKind<VariationalConfig> = {
  ...simpleKind,
  heads: ['code', 'logVariance'],
  isBatchCoupled: ({ decomposed }) => decomposed !== null,
  terms({ samples, decomposed }) {
    if (samples > 1) return ['kl'];
    return ['kl', 'weightedKl', ...(decomposed === null ? [] : ['mutualInformation', 'totalCorrelation', 'dimensionWiseKl'])];
  },
  summaries: (sampleCount) => (sampleCount < leastForActivity ? [] : ['activeUnits']),
  passes: ({ samples }) => ({ encoder: 1, decoder: samples }),
  pairValues: ({ decomposed }, codeSize) => (decomposed === null ? 0 : densityArrays * codeSize),

  weightsAt({ beta, capacity, warmUpEpochs, decomposed }, clock) {
    const warmed = warmUpEpochs === 0 ? 1 : Math.min(1, clock.step / (warmUpEpochs * clock.stepsPerEpoch));
    return {
      beta: capacity === null ? beta * warmed : beta,
      ...(capacity === null ? {} : { capacity: capacity * warmed }),
      ...(decomposed === null ? {} : { totalCorrelation: decomposed * warmed, sampleCount: clock.sampleCount }),
    };
  },

  problem({ samples, freeBits, capacity, decomposed }, { tied, likelihood, batchSize, codeSize }) {
    if (tied) {
      return 'tied: received true with a variational code, whose encoder ends in two layers; a tied decoder can’t be the transpose of both. Set `tied: false`.';
    }
    const others = [
      ...(freeBits > 0 ? ['freeBits'] : []),
      ...(capacity === null ? [] : ['capacity']),
      ...(decomposed === null ? [] : ['decomposed']),
    ];
    if (samples > 1 && others.length > 0) {
      return `code.samples: received ${samples} with ${others.join(' and ')}; the importance-weighted bound has no divergence to change. Set \`samples: 1\`, or leave out ${others.join(' and ')}.`;
    }
    if (samples > 1 && likelihood.kind === 'squaredError') {
      return `code.samples: received ${samples} with the likelihood "squaredError", which is no likelihood in nats; the importance-weighted bound needs "bernoulli" or "gaussian". Set \`likelihood: gaussian\`, or \`samples: 1\`.`;
    }
    const rows = Math.max(batchSize, coupledRows);
    if (decomposed !== null && rows ** 2 * codeSize > maxDensities) {
      const most = Math.floor(maxDensities / rows ** 2);
      if (most < 1) {
        return `batchSize: received ${batchSize} with \`code.decomposed\`, which compares every two samples of a batch; at most ${Math.floor(Math.sqrt(maxDensities / codeSize))} are allowed for ${codeSize} dimensions of the code.`;
      }
      return `code.decomposed: received ${decomposed} with ${codeSize} dimensions of the code and batches of ${batchSize}; it compares every two of ${rows} samples by each dimension, for which at most ${most} dimensions are allowed. Set \`decomposed: null\`, or a smaller code.`;
    }
    if (decomposed !== null && (freeBits > 0 || capacity !== null)) {
      return `code.decomposed: received ${decomposed} with ${others.filter((name) => name !== 'decomposed').join(' and ')}, which change the divergence as a whole. Set \`decomposed: null\`, or leave them out.`;
    }
    return null;
  },
};
