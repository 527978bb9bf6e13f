import type { DataShape } from './data-kind.ts';
import type { LabelFacts } from './label-facts.ts';
import type { DatasetOptions } from './options.ts';
import type { LabelRole } from './reference.ts';
import type { Scaling, ValueType } from './scaling.ts';

/**
 * Samples in their original type: bytes stay bytes until a batch needs them. Structurally the engine's `ResidentSamples`.
 * A sample is `fround(fround(value / divisor) - mean)`, in float32.
 */
export interface Samples {
  readonly count: number;
  /** Values in one sample, for example 784. */
  readonly size: number;
  /** `[count, size]`, row by row. */
  readonly values: Uint8Array | Float32Array;
  /** 255 for bytes that are not scaled otherwise, else 1. */
  readonly divisor: number;
  /** `[size]`: the mean of the training samples after the division; added to a reconstruction, it gives back the data's range. */
  readonly mean: Float32Array;
}

/** A data set that was read, with the kind of its samples. */
export type Dataset = DatasetParts & DataShape;

interface DatasetParts {
  /** A known name, or the training file's name. */
  readonly id: string;
  readonly title: string;
  /**
   * SHA-256 over type, shape, split without options and bytes of all samples: the same data give the same hash, independent of their location and of the
   * options.
   */
  readonly contentHash: string;
  /** Options that are not at their default. */
  readonly options: DatasetOptions;
  /** SHA-256 of content hash and options; the content hash where there are none. What is computed from the samples is cached under it. */
  readonly samplesHash: string;
  /** How stored values became the values of the samples; null where no scale was fitted. */
  readonly scaling: Scaling | null;
  readonly train: Samples;
  /** The training samples before they were binarised, from which each training step draws its batch; null unless `binarise` is `dynamic`. */
  readonly trainProbabilities: Samples | null;
  /** May hold no samples. */
  readonly validation: Samples;
  readonly test: Samples;
  /** `[count]` each; null if the source has none. */
  readonly trainLabels: Uint8Array | null;
  readonly validationLabels: Uint8Array | null;
  readonly testLabels: Uint8Array | null;
  /** The labels that its files hold, also those of arrays in an `.npz` file that were found by their usual names. */
  readonly labels: readonly LabelRole[];
  /** What the person who gave its files should know: sentences. */
  readonly notes: readonly string[];
  /** What a network needs to know of the labels; null where a sample has none. */
  readonly labelFacts: LabelFacts | null;
  /** Names by label; null if the labels are the numbers themselves. */
  readonly classes: readonly string[] | null;
  /** Type of the values in the files. */
  readonly valueType: ValueType;
  readonly divisor: number;
  readonly mean: Float32Array;
  readonly probeSet: ProbeSet;
}

/** Fixed test samples that every run on the data set reconstructs. */
export interface ProbeSet {
  readonly version: 1;
  /** SHA-256 over version, content hash, indices and the options that change a sample; with labels and classes where labels have names. */
  readonly hash: string;
  /** Rows of the test samples. */
  readonly indices: Int32Array;
  readonly labels: Uint8Array | null;
}
