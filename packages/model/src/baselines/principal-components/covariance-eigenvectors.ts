import type { ResidentSamples } from '@hourglass/engine/contract';
import { at } from '../../checked.ts';
import { symmetricEigenvectors } from '../../linear-algebra/symmetric-eigenvectors.ts';
import { type FitProgress, unsaved } from '../fit-progress.ts';
import { momentsOf } from './moments.ts';
import { fixSign, type PrincipalComponents } from './principal-components.ts';

/** Exact principal components: the eigenvectors of the covariance `[size, size]`, in float64. */
export function covarianceEigenvectors(samples: ResidentSamples, rank: number, progress: FitProgress = unsaved): PrincipalComponents {
  const { size } = samples;
  const { mean, covariance } = momentsOf(samples, progress);
  const { values, vectors } = symmetricEigenvectors(covariance, size);
  const components = new Float64Array(rank * size);
  vectors.slice(0, rank).forEach((vector, index) => {
    fixSign(vector);
    components.set(vector, index * size);
  });
  let totalVariance = 0;
  for (let column = 0; column < size; column++) totalVariance += at(covariance, column * (size + 1));
  return {
    method: `exact: eigenvectors of the ${size} × ${size} covariance`,
    mean,
    components,
    variances: values.slice(0, rank).map((value) => Math.max(0, value)),
    totalVariance,
  };
}
