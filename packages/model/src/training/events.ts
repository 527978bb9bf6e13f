import type { ExecutorUse } from '@hourglass/engine/contract';
import type { Checkpoint } from '../checkpoint.ts';
import type { EpochCosts } from '../metrics/metric.ts';

/** The events that `train` yields. */
export type TrainEvent = CompilingEvent | ExecutorEvent | CostsEvent | EpochEvent | ReconstructionsEvent | CheckpointEvent | ResultEvent;

/** The process is about to compile the step, which blocks it for seconds. */
export interface CompilingEvent {
  readonly kind: 'compiling';
}

/** The executor of the steps is chosen. Emitted once, before the first step. */
export interface ExecutorEvent {
  readonly kind: 'executor';
  readonly executor: ExecutorUse;
}

/** Consecutive steps are complete. */
export interface CostsEvent {
  readonly kind: 'costs';
  /** Counted from 1 over the whole run. */
  readonly firstStep: number;
  /** Cost per sample of each step's batch, before its update. */
  readonly costsPerSample: Float32Array;
}

export interface EpochEvent {
  readonly kind: 'epoch';
  /** Counted from 1; 0 for a baseline, which is fitted once. */
  readonly epoch: number;
  /** The epoch's last step. */
  readonly step: number;
  /**
   * Metrics of the table in src/metrics. `train.cost` is the mean over the epoch of the costs seen before each update; `train.batchCost` is
   * the sum over the epoch's last batch, evaluated again after the last update, as the seed prints it. A baseline has no batch.
   */
  readonly metrics: EpochCosts;
  /** Training only, without evaluation. */
  readonly seconds: number;
}

export interface ReconstructionsEvent {
  readonly kind: 'reconstructions';
  readonly epoch: number;
  /** Of the probe samples, in the model's space (mean subtracted), `[probes, size]`. */
  readonly reconstructions: Float32Array;
  /** `[probes]` */
  readonly costs: Float32Array;
  /** Cost of every test sample. */
  readonly testCosts: Float32Array;
}

export interface CheckpointEvent {
  readonly kind: 'checkpoint';
  readonly epoch: number;
  readonly checkpoint: Checkpoint;
}

/** The run completed all epochs. */
export interface ResultEvent {
  readonly kind: 'result';
  /** Cost of every test sample. */
  readonly testCosts: Float32Array;
}
