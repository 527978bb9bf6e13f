import type { DataKind } from '@hourglass/sweeps/dataset-facts';
import type { NamedEpoch } from '@hourglass/sweeps/metrics';
import type { NewEvent } from './events.ts';
import type { NewReconstruction, NewResult } from './recordings.ts';

export interface ProbeSetScaling {
  readonly kind: string;
  /** One number for all values of a sample, or one for each; `factor` likewise. */
  readonly offset: readonly number[];
  readonly factor: readonly number[];
}

export interface NewProbeSet {
  /** `<dataset>-v<version>`; with `hash` it identifies the samples. */
  readonly dataset: string;
  readonly version: number;
  readonly hash: string;
  readonly sampleShape: readonly number[];
  /** Of its samples; null in sets that were stored before it was: then the shape determines it. */
  readonly kind: DataKind | null;
  readonly indices: Int32Array;
  readonly labels: Uint8Array | null;
  /** Class names, indexed by label; null if the labels are plain numbers. */
  readonly classes: readonly string[] | null;
  /** How stored values became those of the samples, and so of all costs: `x = (value − offset) / factor`. Null if no scale was fitted. */
  readonly scaling: ProbeSetScaling | null;
  /** The originals in the range of the data (mean not subtracted): an 8-bit atlas, and in `originals` the exact values `[samples, size]`. */
  readonly atlas: Uint8Array;
  readonly atlasColumns: number;
  readonly low: number;
  readonly high: number;
  readonly originals: Float32Array;
}

export interface ProbeSet extends NewProbeSet {
  readonly id: string;
}

/** The labels of a data set's test samples. */
export interface GivenLabels {
  /** Hash of the probe set that the data set has with these labels. */
  readonly probeSet: string;
  /** `[count]` of the test samples. */
  readonly testLabels: Uint8Array;
  /** Class names, indexed by label; null if the labels are plain numbers. */
  readonly classes: readonly string[] | null;
}

export interface ReplacedLabels {
  /** Number of test samples that got another label. */
  readonly samples: number;
  /** A sentence for the person who gave the labels, which is also the text of the event; null if nothing changed. */
  readonly message: string | null;
}

export interface Reconstruction extends Omit<NewReconstruction, 'atlas' | 'codes'> {
  readonly run: string;
}

export interface ReconstructionAtlas {
  readonly png: Uint8Array;
  /** Id of the reconstructed samples. */
  readonly probeSet: string;
  /** True if the image can't change any more. A run that rewinds to a checkpoint, or is retried, records its epochs again. */
  readonly isFinal: boolean;
}

/**
 * Recorded reconstructions of the probe set. Workers write them with `RecordingRepository.record`.
 *
 * Any process may call every method concurrently. Methods that take a run throw NOT_FOUND, AMBIGUOUS_ID and ID_INVALID; a deleted run is not found.
 */
export interface ReconstructionRepository {
  /** Stores a probe set unless one with its hash exists, and returns the id. Concurrent calls with one hash return the same id. */
  putProbeSet(probeSet: NewProbeSet): Promise<string>;
  /**
   * Gives every stored probe set of the sweep's data that has labels the given ones, in one transaction with an event of the sweep. Ids, hashes and
   * rows of the probe sets stay. Repeating the call changes nothing. Probe sets without labels stay without.
   *
   * @throws DbError NOT_FOUND, AMBIGUOUS_ID, ID_INVALID about the sweep
   */
  replaceLabels(sweep: string, given: GivenLabels, by: Pick<NewEvent, 'source'>): Promise<ReplacedLabels>;
  /** @throws DbError NOT_FOUND, AMBIGUOUS_ID, ID_INVALID */
  probeSet(id: string): Promise<ProbeSet>;
  /** The recorded epochs of a run, ascending, with the cost of each probe sample but without images and codes. */
  list(run: string): Promise<readonly Reconstruction[]>;
  /** The image of an epoch. @throws DbError NOT_FOUND if the epoch has none */
  atlas(run: string, epoch: number): Promise<ReconstructionAtlas>;
  /** The cost of each probe sample after an epoch. @throws DbError NOT_FOUND if the epoch has none */
  costs(run: string, epoch: number): Promise<Float32Array>;
  /**
   * The mean codes of the probe samples after an epoch, `[samples, codeSize]`. Null for a baseline and for runs of versions that did not record them.
   *
   * @throws DbError NOT_FOUND if the epoch has no reconstructions
   */
  codes(run: string, epoch: number): Promise<Float32Array | null>;
  /** The final result of a run; null before it has recorded one. Runs of earlier versions have no `testCodes`. */
  result(run: string): Promise<NewResult | null>;
  /**
   * The cost of every test sample with the parameters of the run's best epoch or of its last one. Null before they are recorded: those of the last
   * epoch at the end of the run, those of the best with its parameters, unless an earlier version trained it. Null for `best` also where no epoch
   * has a validation cost.
   */
  testCosts(run: string, at: NamedEpoch): Promise<Float32Array | null>;
}
