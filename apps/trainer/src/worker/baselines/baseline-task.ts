import type { Samples } from '@hourglass/datasets';
import type { BaselineName } from '@hourglass/sweeps';

/** What the thread that fits is given; it is copied there. */
export interface BaselineTask {
  readonly baseline: BaselineName;
  readonly codeSize: number;
  /** Those of the whole sweep, which one fit serves. */
  readonly codeSizes: readonly number[];
  readonly train: Samples;
  readonly validation: Samples;
  readonly test: Samples;
  /** Rows of the test samples to reconstruct. */
  readonly probes: Int32Array;
  /** Where fits are kept, and the hash of the samples, which names them there. */
  readonly folder: string;
  readonly contentHash: string;
}

export interface BaselineOutcome {
  readonly method: string;
  /** Whether an earlier fit of the same samples was found. */
  readonly wasKept: boolean;
  /** Why this fit could not be kept: the disk is full, say. */
  readonly keepingFailed: string | null;
  readonly trainCostPerSample: number;
  /** Of every sample. */
  readonly validationCosts: Float32Array;
  readonly testCosts: Float32Array;
  /** `[probes, size]`, the data set's mean subtracted, and their costs. */
  readonly reconstructions: Float32Array;
  readonly probeCosts: Float32Array;
}
