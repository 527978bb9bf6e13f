import type { ReconstructionKeeping } from '@hourglass/sweeps';
import type { EpochVectors, NamedEpoch } from '@hourglass/sweeps/metrics';
import type { Wanted } from '@hourglass/sweeps/run-state';
import type { BlobReference } from './blobs.ts';
import type { Checkpoint, CheckpointKeeping, NewCheckpoint } from './checkpoints.ts';
import type { NewEvent } from './events.ts';
import type { NewFigure } from './figures.ts';
import type { Claim } from './leases.ts';
import type { Epoch, Provenance } from './runs.ts';

export interface SeriesPoints {
  /** The name of a metric of the part `train`. `cost` is per sample of the step's batch, before its update. */
  readonly series: string;
  /** Step of the first value, from 1; the values follow step by step. */
  readonly firstStep: number;
  readonly values: Float32Array;
  readonly startedAt: number;
  readonly endedAt: number;
}

/** An epoch with its recorded arrays, which lists of epochs leave out. */
export interface NewEpoch extends Epoch {
  readonly vectors?: EpochVectors;
}

export interface NewReconstruction {
  /** From 1; 0 for a baseline. */
  readonly epoch: number;
  readonly probeSet: string;
  /** Lossless 8-bit PNG, in gray or in colour: samples side by side, see `atlasColumns`. */
  readonly atlas: Uint8Array;
  readonly atlasColumns: number;
  /** The values that the levels 0 and 255 represent. */
  readonly low: number;
  readonly high: number;
  readonly clippedPixels: number;
  /** Exact cost of each probe sample. */
  readonly costs: Float32Array;
  /** Mean codes of the probe samples, `[samples, codeSize]`; null for a baseline. */
  readonly codes: Float32Array | null;
}

export interface NewResult {
  /** Float32 reconstructions of the probe set, `[samples, size]`. */
  readonly probeReconstructions: BlobReference;
  /** The cost of every test sample. */
  readonly testCosts: Float32Array;
  /** Float32 mean codes of the first test samples, `[count, codeSize]`, at most 10,000; null for a baseline. */
  readonly testCodes: BlobReference | null;
}

export interface Recording {
  readonly points?: readonly SeriesPoints[];
  readonly epochs?: readonly NewEpoch[];
  readonly reconstructions?: readonly NewReconstruction[];
  readonly checkpoint?: NewCheckpoint;
  /** The parameters without the state of the optimizer. It commits together with `checkpoint`. */
  readonly parametersCheckpoint?: NewCheckpoint;
  /** At the end of a run. */
  readonly result?: NewResult;
  /** At the end of a run, each once, no later than the result. They are removed with it. */
  readonly figures?: readonly NewFigure[];
  readonly provenance?: Provenance;
  readonly events?: readonly NewEvent[];
  /** Removes the checkpoints of the run that this policy does not keep, including new ones. */
  readonly keep?: CheckpointKeeping;
  /** Removes at most 100 reconstructions of the run that this policy does not keep, including new ones. */
  readonly keepReconstructions?: ReconstructionKeeping;
}

/** The answer to a recording. */
export interface Recorded {
  /** The wanted state of the run, as of this transaction. */
  readonly wanted: Wanted;
  /** Blobs that are no longer referenced. The caller passes them to `blobs.remove`. */
  readonly released: readonly BlobReference[];
}

export interface RecordingRepository {
  /**
   * Writes one recording in one transaction, conditional on the claim. It also extends the lease, like a heartbeat.
   *
   * - Atomic: any error leaves nothing of the recording, and the same recording can be written again. Readers see an epoch, its metrics, its vectors
   *   and the summary of the run together.
   * - Ordered: epochs arrive in ascending order, each once; the points of a series continue at its next step. A claim of an interrupted run removes
   *   everything past its last checkpoint, so that both continue there. Nothing describes a step that is trained again.
   * - Durable: a recording with a checkpoint or a result survives a power cut, with all earlier ones. The others survive the end of the process; a
   *   power cut can lose the latest of them.
   * - Names of metrics and series come from the table of metrics (packages/model/src/metrics).
   * - One call at a time for each claim: the caller awaits each before the next. Different claims may record concurrently.
   *
   * @throws DbError LEASE_LOST once the attempt has ended; BLOB_MISSING for a blob whose file does not exist; INPUT_INVALID for a name that is not in
   * the table, an epoch or points out of order, and a checkpoint before the provenance
   */
  record(claim: Claim, recording: Recording): Promise<Recorded>;
  /**
   * The checkpoint with the highest step; of two at one step, the full one. Null if there is none. @throws DbError NOT_FOUND, AMBIGUOUS_ID,
   * ID_INVALID
   */
  lastCheckpoint(run: string): Promise<Checkpoint | null>;
  /**
   * The parameters after the run's best epoch, or the last ones that are kept. Null if none are: for `best`, also where no epoch has a validation cost.
   *
   * @throws DbError NOT_FOUND, AMBIGUOUS_ID, ID_INVALID
   */
  checkpointAt(run: string, at: NamedEpoch): Promise<Checkpoint | null>;
  /** All checkpoints, by ascending step. @throws DbError NOT_FOUND, AMBIGUOUS_ID, ID_INVALID */
  checkpoints(run: string): Promise<readonly Checkpoint[]>;
}
