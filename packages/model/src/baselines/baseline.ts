import type { ResidentSamples } from '@hourglass/engine/contract';
import type { FitProgress } from './fit-progress.ts';

/** A reference that is fitted, not trained. An autoencoder of the same code size should beat it. */
export interface Baseline {
  /**
   * Fits the training samples once for all code sizes: `linearModel(fit, codeSize)` gives the model of each.
   *
   * Synchronous; takes a second to an hour, so a process with other work runs it in a separate thread. Stateless and
   * deterministic: the same samples and the same key give the same bits, also if the fit continues from a saved state.
   *
   * @param progress saves and restores the state of a long fit; without it, every fit begins anew
   * @throws ModelError CONFIG_INVALID if the baseline does not support a code size for these samples
   */
  fit(train: ResidentSamples, codeSizes: readonly number[], progress?: FitProgress): LinearFit;
  /** Cache key of the fit among fits of the same samples. Code sizes with the same key share one fit. */
  key(codeSizes: readonly number[]): string;
}

/** The result of a fit, as plain data. Vectors are in the space that a network trains in: divided, the data set's mean subtracted. */
export interface LinearFit {
  /** How the components were found, for the run's record. */
  readonly method: string;
  /** `[size]`: the mean of the training samples. */
  readonly center: Float64Array;
  /** `[rank, size]`: orthonormal rows, the largest variance first; zero rows where the samples span fewer dimensions. */
  readonly components: Float64Array;
  /** `[rank]`: the variance of the training samples along each component, descending. */
  readonly variances: Float64Array;
  /** The cost per sample of the mean: the sum of all variances, including those without a component. */
  readonly totalVariance: number;
}

/**
 * A fitted baseline of one code size. Matrices are row-major and have any number of rows. `x` and reconstructions are in the space that a
 * network trains in: divided, the data set's mean subtracted. Costs are the same there and in the data's own range.
 */
export interface FittedBaseline {
  /** Numbers in a code; 0 for the mean. */
  readonly codeSize: number;
  /** Values in a sample. */
  readonly size: number;
  /** Mean cost of the samples that were fitted. */
  readonly trainCostPerSample: number;
  /** `[rows, size]` → `[rows, codeSize]` */
  encode(x: Float64Array): Float64Array;
  /** `rows` codes `[rows, codeSize]` → `[rows, size]`; codes of size 0 do not determine `rows`. */
  decode(z: Float64Array, rows: number): Float64Array;
  /** `[rows, size]` → `[rows, size]` */
  reconstruct(x: Float64Array): Float64Array;
}
