import { at } from '../../checked.ts';

/** The leading principal components of samples, and how they were found. */
export interface PrincipalComponents {
  readonly method: string;
  /** `[size]`, of the samples after the division. */
  readonly mean: Float64Array;
  /** `[rank, size]`: a component a row, orthonormal, the largest variance first; zero rows where the samples span fewer dimensions. */
  readonly components: Float64Array;
  /** `[rank]`, descending: the variance along each component. */
  readonly variances: Float64Array;
  /** The sum of the variances along all components, including those that are left out. */
  readonly totalVariance: number;
}

/** The sign of a component is arbitrary: chooses the one whose value farthest from zero is positive. */
export function fixSign(component: Float64Array): void {
  const farthest = component.reduce((best, value) => (Math.abs(value) > Math.abs(best) ? value : best), 0);
  if (farthest < 0) for (let index = 0; index < component.length; index++) component[index] = -at(component, index);
}
