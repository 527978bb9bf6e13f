import type { ResidentSamples } from '@hourglass/engine/contract';
import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { momentsOf } from './moments.ts';

/** Every principal component of samples; the first `k` serve a code of size `k`. */
export interface PrincipalComponents {
  /** `[size]`, of the samples after the division. */
  readonly mean: Float64Array;
  /** `[size, size]`: a component a row, orthonormal, the one with the largest variance first. */
  readonly components: Float64Array;
  /** `[size]`, descending: the variance along each component. */
  readonly variances: Float64Array;
}

/**
 * The eigenvectors of the covariance, in float64 (Pearson 1901; Hotelling 1933). A component and its opposite are equally
 * right: the one is taken whose value farthest from zero is positive.
 *
 * @throws the signal's reason after an abort
 */
export async function principalComponents(samples: ResidentSamples, signal?: AbortSignal): Promise<PrincipalComponents> {
  const { size } = samples;
  const { mean, covariance } = await momentsOf(samples, signal);
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(Matrix.from1DArray(size, size, covariance), {
    assumeSymmetric: true,
  });
  const order = realEigenvalues.map((_, index) => index).sort((a, b) => (realEigenvalues[b] ?? 0) - (realEigenvalues[a] ?? 0));
  const components = new Float64Array(size * size);
  order.forEach((index, rank) => {
    components.set(withFixedSign(eigenvectorMatrix.getColumn(index)), rank * size);
  });
  return { mean, components, variances: Float64Array.from(order, (index) => Math.max(0, realEigenvalues[index] ?? 0)) };
}

function withFixedSign(component: readonly number[]): readonly number[] {
  const farthest = component.reduce((best, value) => (Math.abs(value) > Math.abs(best) ? value : best), 0);
  return farthest < 0 ? component.map((value) => -value) : component;
}
