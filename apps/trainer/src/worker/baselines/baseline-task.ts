import type { Samples } from '@hourglass/datasets';
import type { BaselineName } from '@hourglass/sweeps';

/** The input of the fitting thread; it is copied to the thread. */
export interface BaselineTask {
  readonly baseline: BaselineName;
  readonly codeSize: number;
  /** All code sizes of the sweep: one fit covers them. */
  readonly codeSizes: readonly number[];
  readonly train: Samples;
  readonly validation: Samples;
  readonly test: Samples;
  /** Rows of the test samples to reconstruct. */
  readonly probes: Int32Array;
  /** Folder of cached fits. */
  readonly folder: string;
  /** Hash of the data, and of what the options make of them; equal without options. They name the file of the fit. */
  readonly contentHash: string;
  readonly samplesHash: string;
  /** How often a long fit saves its state. */
  readonly multiplicationsBetweenSaves: number;
}

export interface BaselineOutcome {
  readonly method: string;
  /** Whether an earlier fit of the same samples was found. */
  readonly wasCached: boolean;
  /** Whether it continues a fit that was interrupted. */
  readonly wasContinued: boolean;
  /** Why this fit could not be cached, for example because the disk is full. */
  readonly cachingFailed: string | null;
  readonly trainCostPerSample: number;
  /** Cost of every validation sample; empty if no samples are held out for validation. */
  readonly validationCosts: Float32Array;
  readonly testCosts: Float32Array;
  /** `[probes, size]`, the data set's mean subtracted, and their costs. */
  readonly reconstructions: Float32Array;
  readonly probeCosts: Float32Array;
}
