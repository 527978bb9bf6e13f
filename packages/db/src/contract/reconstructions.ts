import type { BlobReference } from './blobs.ts';
import type { NewReconstruction } from './recordings.ts';

export interface NewProbeSet {
  /** `<dataset>-v<version>`; with `hash` it identifies the samples. */
  readonly dataset: string;
  readonly version: number;
  readonly hash: string;
  readonly sampleShape: readonly number[];
  readonly indices: Int32Array;
  readonly labels: Uint8Array | null;
  /** What the labels stand for, by label; null where they are numbers that stand for themselves. */
  readonly classes: readonly string[] | null;
  /** The originals, in the data's own range (mean not subtracted), as atlas and as exact values `[samples, size]`. */
  readonly atlas: Uint8Array;
  readonly atlasColumns: number;
  readonly low: number;
  readonly high: number;
  readonly originals: Float32Array;
}

export interface ProbeSet extends NewProbeSet {
  readonly id: string;
}

export interface Reconstruction extends Omit<NewReconstruction, 'atlas'> {
  readonly run: string;
}

export interface ReconstructionAtlas {
  readonly png: Uint8Array;
  /** It will stay. A run that goes back to a checkpoint, or is tried again, records its epochs again. */
  readonly isFinal: boolean;
}

export interface ReconstructionRepository {
  /** Stores the probe set once (by hash) and gives its id. */
  putProbeSet(probeSet: NewProbeSet): Promise<string>;
  probeSet(id: string): Promise<ProbeSet>;
  /** Recorded epochs of a run, ascending, with cost per sample of each probe sample; without the pictures. */
  list(run: string): Promise<readonly Reconstruction[]>;
  /** The picture of an epoch. @throws DbError NOT_FOUND */
  atlas(run: string, epoch: number): Promise<ReconstructionAtlas>;
  /** Cost per sample of each probe sample after an epoch. @throws DbError NOT_FOUND */
  costs(run: string, epoch: number): Promise<Float32Array>;
  result(run: string): Promise<{ readonly probeReconstructions: BlobReference; readonly testCosts: Float32Array } | null>;
}
