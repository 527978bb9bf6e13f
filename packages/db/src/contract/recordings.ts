import type { Wanted } from '@hourglass/sweeps/run-state';
import type { BlobReference } from './blobs.ts';
import type { Checkpoint, CheckpointKeeping, NewCheckpoint } from './checkpoints.ts';
import type { NewEvent } from './events.ts';
import type { Claim } from './leases.ts';
import type { Epoch, Provenance } from './runs.ts';

export interface CostPoints {
  /** `cost`: per step, per sample, before the update. */
  readonly series: string;
  /** Step of the first value, from 1; the values follow step by step. */
  readonly firstStep: number;
  readonly values: Float32Array;
  readonly startedAt: number;
  readonly endedAt: number;
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
  readonly points?: readonly CostPoints[];
  readonly epochs?: readonly Epoch[];
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
   * Writes one flush in one transaction, conditional on the claim. Whoever records needs no heartbeat: this extends the lease, too.
   * @throws DbError LEASE_LOST, and then nothing was written
   */
  record(claim: Claim, recording: Recording): Promise<Recorded>;
  lastCheckpoint(run: string): Promise<Checkpoint | null>;
  checkpoints(run: string): Promise<readonly Checkpoint[]>;
}
