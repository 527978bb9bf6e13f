import type { ResidentSamples } from '@hourglass/engine/contract';
import { ModelError } from '../errors.ts';
import type { Baseline } from './baseline.ts';
import { linearBaseline } from './linear-baseline.ts';
import { centerOf } from './moments.ts';
import { type PrincipalComponents, principalComponents } from './principal-components.ts';

/** The work grows with the cube of this: 2 s of eigenvectors at 784 values, half a minute here. */
const mostValues = 2_048;

/** One decomposition serves every code size. It is kept as long as the samples are. */
const decompositions = new WeakMap<ResidentSamples, Promise<PrincipalComponents>>();

/** The best linear autoencoder: a code is the sample's place along the first `codeSize` principal components. */
export const pca: Baseline = {
  async fit(train, codeSize, signal) {
    requireFit(train, codeSize);
    const decomposition = decompositions.get(train) ?? principalComponents(train, signal);
    decompositions.set(train, decomposition);
    decomposition.catch(() => decompositions.delete(train));
    const { mean, components, variances } = await decomposition;
    // What is lost of a sample is its variance along the components that are left out.
    const trainCostPerSample = variances.subarray(codeSize).reduce((sum, variance) => sum + variance, 0);
    return linearBaseline({ center: centerOf(mean, train), components, codeSize, trainCostPerSample });
  },
};

function requireFit({ size }: ResidentSamples, codeSize: number): void {
  if (size > mostValues) {
    throw new ModelError(
      'CONFIG_INVALID',
      `baselines: received pca for samples of ${size} values; at most ${mostValues} are allowed. Leave pca out of \`baselines\`.`,
    );
  }
  if (!Number.isInteger(codeSize) || codeSize < 1 || codeSize > size) {
    throw new ModelError('CONFIG_INVALID', `codeSize: received ${codeSize} for pca; whole numbers from 1 to ${size} are allowed.`);
  }
}
