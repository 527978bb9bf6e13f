import type { ResidentSamples } from '@hourglass/engine/contract';

/** The label of each sample, from 0. */
export interface Labels {
  readonly train: Uint8Array;
  readonly validation: Uint8Array;
  readonly test: Uint8Array;
}

export interface TrainingData {
  /** Shape of one sample, for example `[28, 28]`. */
  readonly sampleShape: readonly number[];
  readonly train: ResidentSamples;
  /** Without samples, no epoch has a validation cost, and no epoch is the best unless a metric of training ranks them. */
  readonly validation: ResidentSamples;
  readonly test: ResidentSamples;
  /** Training values as probabilities, with a mean of 0: each step draws its batch from them as 0 or 1, instead of taking rows of `train`. */
  readonly trainProbabilities?: ResidentSamples;
  /** Required where the condition is the label, and not read otherwise. */
  readonly labels?: Labels;
  /** Rows of the test samples that every run reconstructs. */
  readonly probes: Int32Array;
}
