import type { BlobReference } from './blobs.ts';

export interface NewCheckpoint {
  readonly step: number;
  readonly epoch: number;
  /** From `blobs.put`, so that the file is on disk before its row commits. */
  readonly blob: BlobReference;
  readonly withOptimizer: boolean;
  /** The cost of every test sample with these parameters. Recorded with the parameters of the best epoch. */
  readonly testCosts?: Float32Array;
}

/**
 * Which checkpoints of a run are kept; a full one includes the state of the optimizer. `training`: the last two full ones and the best
 * parameters, which are those after the run's `bestEpoch`. `complete`: the last and the best parameters. `extendable`: these and the last full one,
 * from which the run can be extended.
 */
export type CheckpointKeeping = 'training' | 'complete' | 'extendable';

/** A stored checkpoint, without its test costs: `ReconstructionRepository.testCosts` reads those. */
export interface Checkpoint extends Omit<NewCheckpoint, 'testCosts'> {
  readonly id: number;
  readonly createdAt: number;
  /** The engine and library that wrote it. Only they resume from it. */
  readonly engine: string;
  readonly libraryVersion: string | null;
}
