import type { ResidentSamples } from '@hourglass/engine/contract';

/** A yardstick that is fitted, not trained: what an autoencoder of the same code size has to beat. */
export interface Baseline {
  /**
   * Fits the training samples, exactly: the same samples give the same bits. Long work gives way to other work of the
   * process now and then, so that a worker's heartbeat goes on.
   *
   * @throws ModelError CONFIG_INVALID where the baseline has no such code size for these samples
   * @throws the signal's reason after an abort
   */
  fit(train: ResidentSamples, codeSize: number, signal?: AbortSignal): Promise<FittedBaseline>;
}

/**
 * A fitted baseline. Matrices are row-major and have any number of rows. `x` and reconstructions are in the space that a
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
  /** `rows` codes `[rows, codeSize]` → `[rows, size]`; a code of size 0 leaves nothing to count them by. */
  decode(z: Float64Array, rows: number): Float64Array;
  /** `[rows, size]` → `[rows, size]` */
  reconstruct(x: Float64Array): Float64Array;
}
