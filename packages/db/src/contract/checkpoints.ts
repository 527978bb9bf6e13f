import type { BlobReference } from './blobs.ts';

export interface NewCheckpoint {
  readonly step: number;
  readonly epoch: number;
  /** From `blobs.put`: the file is on disk before its row commits. */
  readonly blob: BlobReference;
  readonly withOptimizer: boolean;
  readonly validationCostPerSample: number | null;
}

/**
 * Which checkpoints of a run stay. `training`: the last two whole ones and the best parameters. `complete`: the last and the best parameters.
 * `extendable`: these and the last whole one, from which the run can be given more epochs.
 */
export type CheckpointKeeping = 'training' | 'complete' | 'extendable';

export interface Checkpoint extends NewCheckpoint {
  readonly id: number;
  readonly createdAt: number;
  /** Engine and library that made it; another one's is refused. */
  readonly engine: string;
  readonly libraryVersion: string | null;
}
