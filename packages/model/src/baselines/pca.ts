import type { ResidentSamples } from '@hourglass/engine/contract';
import { ModelError } from '../errors.ts';
import type { Baseline } from './baseline.ts';
import { type FitProgress, unsaved } from './fit-progress.ts';
import { covarianceEigenvectors } from './principal-components/covariance-eigenvectors.ts';
import { gramEigenvectors } from './principal-components/gram-eigenvectors.ts';
import { centerOf } from './principal-components/moments.ts';
import type { PrincipalComponents } from './principal-components/principal-components.ts';
import { randomizedSubspace } from './principal-components/randomized-subspace.ts';

/** Increment this when the same samples give other bits. */
const version = 1;

/** Rows of the largest matrix whose eigenvectors are computed. They take about four seconds; the time grows with the cube of the rows. */
const maxMatrixRows = 1_024;

/** Components are fitted in powers of two, and no fewer than these, so that sweeps with other code sizes find a fit that serves them. */
const minComponents = 32;

/**
 * The best linear autoencoder: a code has the coordinates of a sample along the first `codeSize` principal components (Pearson 1901; Hotelling 1933).
 * Exact where a matrix of the values or of the samples is small enough, else randomized.
 */
export const pca: Baseline = {
  key: (codeSizes) => `pca-${version}-${rankFor(codeSizes)}`,
  fit(train, codeSizes, progress = unsaved) {
    for (const codeSize of codeSizes) requireCodeSize(train, codeSize);
    const rank = Math.min(rankFor(codeSizes), train.size);
    const { method, mean, components, variances, totalVariance } = principalComponents(train, rank, progress);
    return { method, center: centerOf(mean, train), components, variances, totalVariance };
  },
};

/** @param rank how many components, at most as many as values */
export function principalComponents(samples: ResidentSamples, rank: number, progress: FitProgress = unsaved): PrincipalComponents {
  if (samples.size <= maxMatrixRows) return covarianceEigenvectors(samples, rank, progress);
  if (samples.count <= maxMatrixRows) return gramEigenvectors(samples, rank);
  return randomizedSubspace(samples, rank, progress);
}

function rankFor(codeSizes: readonly number[]): number {
  return 2 ** Math.ceil(Math.log2(Math.max(minComponents, ...codeSizes)));
}

function requireCodeSize({ size }: ResidentSamples, codeSize: number): void {
  if (!Number.isInteger(codeSize) || codeSize < 1 || codeSize > size) {
    throw new ModelError('CONFIG_INVALID', `codeSize: received ${codeSize} for pca; whole numbers from 1 to ${size} are allowed.`);
  }
}
