import { ModelError } from '../errors.ts';
import type { Baseline } from './baseline.ts';
import { linearBaseline } from './linear-baseline.ts';
import { centerOf, meanOf, totalVarianceOf } from './moments.ts';

/** Every sample is reconstructed as the mean of the training samples: what needs no code at all. */
export const meanImage: Baseline = {
  async fit(train, codeSize) {
    if (codeSize !== 0) throw new ModelError('CONFIG_INVALID', `codeSize: received ${codeSize} for mean; only 0 is allowed.`);
    const mean = meanOf(train);
    return linearBaseline({
      center: centerOf(mean, train),
      components: new Float64Array(0),
      codeSize,
      trainCostPerSample: totalVarianceOf(train, mean),
    });
  },
};
