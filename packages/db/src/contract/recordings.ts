import type { ReconstructionKeeping } from '@hourglass/sweeps';
import type { EpochVectors } from '@hourglass/sweeps/metrics';
import type { Wanted } from '@hourglass/sweeps/run-state';
import type { BlobReference } from './blobs.ts';
import type { Checkpoint, CheckpointKeeping, NewCheckpoint } from './checkpoints.ts';
import type { NewEvent } from './events.ts';
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

/** An epoch with the arrays that were recorded of it, which lists of epochs leave out. */
export interface NewEpoch extends Epoch {
  readonly vectors?: EpochVectors;
}

export interface NewReconstruction {
  /** From 1; 0 for a baseline. */
  readonly epoch: number;
  readonly probeSet: string;
  /** Lossless 8-bit grayscale PNG: samples side by side, see `atlasColumns`. */
  readonly atlas: Uint8Array;
  readonly atlasColumns: number;
  /** The values that 0 and 255 stand for. */
  readonly low: number;
  readonly high: number;
  readonly clippedPixels: number;
  /** Exact cost of each probe sample. */
  readonly costs: Float32Array;
}

export interface Recording {
  readonly points?: readonly SeriesPoints[];
  readonly epochs?: readonly NewEpoch[];
  readonly reconstructions?: readonly NewReconstruction[];
  readonly checkpoint?: NewCheckpoint;
  /** The parameters alone, kept apart from the whole state; with `checkpoint`, neither is there without the other. */
  readonly parametersCheckpoint?: NewCheckpoint;
  /** At the end: Float32 reconstructions of the probe set `[samples, size]`, and the cost of every test sample. */
  readonly result?: { readonly probeReconstructions: BlobReference; readonly testCosts: Float32Array };
  readonly provenance?: Provenance;
  readonly events?: readonly NewEvent[];
  /** Thins the checkpoints of the run, this recording's among them. */
  readonly keep?: CheckpointKeeping;
  /** Thins the reconstructions of the run, this recording's among them; at most 100 go at once. */
  readonly keepReconstructions?: ReconstructionKeeping;
}

/** What a worker hears back when it records. */
export interface Recorded {
  /** What a person wants of the run. */
  readonly wanted: Wanted;
  /** The blobs that nothing refers to any more, for the caller to remove. */
  readonly released: readonly BlobReference[];
}

export interface RecordingRepository {
  /**
   * Writes one flush in one transaction, conditional on the claim: all of it or nothing, whatever is thrown. The caller needs no heartbeat:
   * this extends the lease, too.
   *
   * - An epoch, its metrics and its vectors commit together, and with them the run's summary: no reader sees one without the others.
   * - Epochs come in order, each once; so do the points of a series. A claim of a run that was interrupted removes what lies past its last
   *   checkpoint, so that they continue there: epochs, metrics, vectors, points and the summary never tell of steps that are trained again.
   * - Names of metrics and series are those of the table of metrics (packages/model/src/metrics); others are refused.
   *
   * @throws DbError LEASE_LOST; INPUT_INVALID for a name that is not in the table, and for an epoch or points out of order
   */
  record(claim: Claim, recording: Recording): Promise<Recorded>;
  lastCheckpoint(run: string): Promise<Checkpoint | null>;
  checkpoints(run: string): Promise<readonly Checkpoint[]>;
}
