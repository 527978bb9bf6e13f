import { ModelError } from '../errors.ts';
import type { Baseline } from './baseline.ts';
import { centerOf, meanOf, totalVarianceOf } from './principal-components/moments.ts';

/** Reconstructs every sample as the mean of the training samples, the best reconstruction without a code. */
export const meanImage: Baseline = {
  key: () => 'mean-1',
  fit(train, codeSizes) {
    for (const codeSize of codeSizes) {
      if (codeSize !== 0) throw new ModelError('CONFIG_INVALID', `codeSize: received ${codeSize} for mean; only 0 is allowed.`);
    }
    const mean = meanOf(train);
    return {
      method: 'the mean of the training samples',
      center: centerOf(mean, train),
      components: new Float64Array(0),
      variances: new Float64Array(0),
      totalVariance: totalVarianceOf(train, mean),
    };
  },
};
